/// The identifier of a topic in a Community, compared byte for byte.
///
/// - Limits: 1 to 96 bytes of printable ASCII (0x20–0x7E). The identifier of a topic that exists begins with its
///   group's identifier and `@TOPIC#_`.
/// - Source: protocol reference files 10, 2.2 and 32, 1.1.
package struct TopicID: Hashable, Sendable, CustomStringConvertible, Comparable {
    /// Longest identifier, in bytes.
    package static let maximumBytes = 96

    package let text: String

    /// An identifier that may address a topic; `nil` for a text that could never be one.
    package init?(_ text: String) {
        guard isPrintableASCII(text, upTo: Self.maximumBytes) else {
            return nil
        }
        self.text = text
    }

    package var description: String { text }

    /// Whether the identifier has the form of a topic of the group: the group's identifier, `@TOPIC#_`, an own part.
    package func belongs(to group: GroupID) -> Bool {
        let prefix = Self.prefix(in: group).utf8
        return text.utf8.starts(with: prefix) && text.utf8.count > prefix.count
    }

    /// Whether the identifier holds what only identifiers that a server makes may hold.
    ///
    /// - Parameter group: the one that the identifier ``belongs(to:)``.
    package func isReserved(in group: GroupID) -> Bool {
        let ownPart = text.utf8.dropFirst(Self.prefix(in: group).utf8.count)
        return text.utf8.contains(subsequence: "@TOPIC#_@TOPIC#")
            || String(Substring(ownPart)).utf8.contains(subsequence: "@TGS#_")
    }

    /// What the identifiers of a group's topics begin with.
    package static func prefix(in group: GroupID) -> String {
        "\(group)@TOPIC#_"
    }

    package static func < (left: TopicID, right: TopicID) -> Bool {
        left.text.utf8.lexicographicallyPrecedes(right.text.utf8)
    }
}
