/// The identifier of a permission group in a Community, compared byte for byte.
///
/// - Limits: 1 to 48 bytes of printable ASCII (0x20–0x7E). The identifier of a permission group that exists begins with
///   `@PMG#_`.
/// - Source: protocol reference files 10, 2.3 and 32, 3.2. The form of custom identifiers: assumed.
package struct PermissionGroupID: Hashable, Sendable, CustomStringConvertible {
    /// Longest identifier, in bytes.
    package static let maximumBytes = 48

    package let text: String

    /// An identifier that may address a permission group; `nil` for a text that could never be one.
    package init?(_ text: String) {
        guard isPrintableASCII(text, upTo: Self.maximumBytes) else {
            return nil
        }
        self.text = text
    }

    package var description: String { text }

    /// Whether a request may give the identifier to a new permission group.
    package var isCustom: Bool {
        let prefix = "@PMG#_".utf8
        let ownPart = text.utf8.dropFirst(prefix.count)
        return text.utf8.starts(with: prefix) && !ownPart.isEmpty
            && !String(Substring(ownPart)).utf8.contains(subsequence: "@PMG#")
    }
}
