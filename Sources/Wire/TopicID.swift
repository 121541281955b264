/// The identifier of a topic in a Community, compared byte for byte.
///
/// - Limits: 1 to 96 bytes of printable ASCII (0x20–0x7E). The identifier of a topic that exists begins with its
///   group's identifier and `@TOPIC#_`.
/// - Source: protocol reference files 10, 2.2 and 32, 1.1.
package typealias TopicID = PrintableID<TopicSubject>

/// What a ``TopicID`` identifies.
package enum TopicSubject: PrintableIDSubject {
    package static let maximumIDBytes = 96
    package static let idField: StaticString = "TopicId"
    package static let idTitle: StaticString = "topic id"
}

extension TopicID {
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
}
