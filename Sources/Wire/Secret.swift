/// A text that only its holder may know: an app's secret key, or a UserSig, which lets whoever has it call.
///
/// It prints as a placeholder however it is printed, as a part of something larger too, so that it gets into no log and
/// no error. The text is ``revealed`` where a signature is made or checked, and where an operator is shown one on
/// purpose.
package struct Secret: Sendable {
    /// The text itself.
    package let revealed: String

    package init(_ text: String) {
        revealed = text
    }
}

extension Secret: Equatable {
    /// Compares bytes: Swift's own comparison of strings ignores how a character is composed.
    package static func == (left: Secret, right: Secret) -> Bool {
        left.revealed.utf8.elementsEqual(right.revealed.utf8)
    }
}

extension Secret: ExpressibleByStringLiteral {
    package init(stringLiteral text: String) {
        revealed = text
    }
}

extension Secret: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    package var description: String { "<secret>" }

    package var debugDescription: String { description }

    /// Shows no children, so that `dump` and a value that holds the secret show none either.
    package var customMirror: Mirror { Mirror(self, children: []) }
}
