/// The identifier of something that a request may address, compared byte for byte.
package protocol Identifier: Hashable, Sendable, CustomStringConvertible, Comparable {
    /// Longest identifier, in bytes.
    static var maximumBytes: Int { get }
    /// The field that holds it in requests.
    static var field: StaticString { get }
    /// What it is called in a refusal.
    static var title: StaticString { get }

    /// An identifier that may address something; `nil` for a text that could never be one.
    init?(_ text: String)
}

/// An identifier that may be any text of printable ASCII: a ``TopicID`` or a ``PermissionGroupID``.
///
/// - Limits: 1 to ``maximumBytes`` bytes of printable ASCII (0x20–0x7E).
package struct PrintableID<Subject: PrintableIDSubject>: Identifier {
    package static var maximumBytes: Int { Subject.maximumIDBytes }
    package static var field: StaticString { Subject.idField }
    package static var title: StaticString { Subject.idTitle }

    package let text: String

    package init?(_ text: String) {
        guard isPrintableASCII(text, upTo: Self.maximumBytes) else {
            return nil
        }
        self.text = text
    }

    package var description: String { text }

    package static func < (left: Self, right: Self) -> Bool {
        left.text.utf8.lexicographicallyPrecedes(right.text.utf8)
    }
}

/// What a ``PrintableID`` identifies.
package protocol PrintableIDSubject: Sendable {
    /// Longest identifier, in bytes.
    static var maximumIDBytes: Int { get }
    /// The field that holds the identifier in requests.
    static var idField: StaticString { get }
    /// What the identifier is called in a refusal.
    static var idTitle: StaticString { get }
}
