/// The identifier of an account, `UserID` or `…_Account` on the wire, compared byte for byte.
///
/// - Limits: 1 to 32 bytes of UTF-8 without control characters and line separators, no space at either end, none of
///   the reserved names. Apps may take less: what a request or the configuration names is read by ``AccountNaming``.
/// - Order: by the bytes of UTF-8, as SQLite sorts.
/// - Source: protocol reference files 10, 2.4 and 60, section 1. Spaces other than U+0020, and the separators of lines:
///   assumed.
package struct Account: Sendable, CustomStringConvertible {
    /// Longest identifier, in bytes.
    package static let maximumBytes = 32

    package let text: String

    /// An identifier that an account of some app may have; `nil` for a text that no account can have.
    package init?(_ text: String) {
        guard
            (1...Self.maximumBytes).contains(text.utf8.count), Self.isName(text),
            !Self.reserved.contains(where: text.hasSameBytes)
        else {
            return nil
        }
        self.text = text
    }

    /// The identifier that a store has under a text: that of an account, or ``system``.
    package static func stored(_ text: String) -> Account? {
        Account(text) ?? (text.hasSameBytes(as: system.text) ? system : nil)
    }

    private init(reserved text: String) {
        self.text = text
    }

    package var description: String { text }

    /// The sender of what the server itself puts into a history; no app has such an account.
    package static let system = Account(reserved: "@TIM#SYSTEM")

    /// What stands in answers for an account that is gone, and ``system``.
    private static let reserved = ["@TLS#NOT_FOUND", system.text]

    /// Whether a text has no characters that a name must not have, and no space at its ends.
    private static func isName(_ text: String) -> Bool {
        // nearly all names, of which thousands may come from the store for one answer
        guard !text.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else {
            return true
        }
        let scalars = text.unicodeScalars
        return scalars.allSatisfy(isAllowed)
            && scalars.first?.properties.isWhitespace != true && scalars.last?.properties.isWhitespace != true
    }

    /// What ends a line, or moves the cursor of a terminal, has no place in a name.
    private static func isAllowed(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .lineSeparator, .paragraphSeparator: false
        default: true
        }
    }
}

/// Compares bytes: Swift's own comparison of strings ignores how a character is composed.
extension Account: Hashable, Comparable {
    package static func == (left: Account, right: Account) -> Bool {
        left.text.hasSameBytes(as: right.text)
    }

    package func hash(into hasher: inout Hasher) {
        var text = text
        text.withUTF8 { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
    }

    package static func < (left: Account, right: Account) -> Bool {
        left.text.utf8.lexicographicallyPrecedes(right.text.utf8)
    }
}

/// Which names an app takes for accounts.
///
/// It decides what a request, a URL or the configuration may name; what is stored is read whatever the app takes now.
///
/// - Source: protocol reference file 60, section 1.
package enum AccountNaming: Sendable {
    /// Every name that an ``Account`` may have.
    case anyText
    /// Only those of printable ASCII (0x20–0x7E), as the client library demands.
    case printableASCII

    /// The account of a name; `nil` for a name that the app does not take.
    package func account(_ name: String) -> Account? {
        switch self {
        case .anyText: Account(name)
        case .printableASCII: isPrintableASCII(name, upTo: Account.maximumBytes) ? Account(name) : nil
        }
    }

    /// What a name must be, in the words of a refusal.
    package var rule: String {
        switch self {
        case .anyText:
            "1 to \(Account.maximumBytes) bytes of UTF-8 without control characters and without a space at either end, "
                + "and not a reserved name"
        case .printableASCII:
            "1 to \(Account.maximumBytes) bytes of printable ASCII without a space at either end, "
                + "and not a reserved name"
        }
    }
}
