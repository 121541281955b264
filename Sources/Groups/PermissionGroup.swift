package import Wire

/// A named set of a Community's members, with rights.
///
/// - Source: protocol reference file 32, section 3.
package struct PermissionGroup: Sendable, Equatable {
    package var id: PermissionGroupID
    package var name: String
    /// The rights in the whole group, as a bit mask.
    package var permission: Int64
    package var customString: String
    package var memberCount: Int64

    package init(
        id: PermissionGroupID, name: String, permission: Int64, customString: String = "", memberCount: Int64 = 0
    ) {
        self.id = id
        self.name = name
        self.permission = permission
        self.customString = customString
        self.memberCount = memberCount
    }

    /// A new identifier, of the shape that the original's have.
    ///
    /// It may be in use; the store tells.
    ///
    /// - Parameter random: yields an index below the given bound, from a cryptographic source.
    package static func generatedID(random: (_ bound: Int) -> Int) -> PermissionGroupID {
        guard let id = PermissionGroupID("@PMG#_@PMG#c" + randomSuffix(length: 11, random: random)) else {
            preconditionFailure("the alphabet and the prefix are printable ASCII")
        }
        return id
    }
}

/// The rights that a permission group gives in one topic.
package struct TopicPermission: Sendable, Equatable {
    package let topic: TopicID
    /// A bit mask.
    package let permission: Int64

    package init(topic: TopicID, permission: Int64) {
        self.topic = topic
        self.permission = permission
    }
}
