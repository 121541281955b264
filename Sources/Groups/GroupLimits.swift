package import Wire

/// The sizes that groups and requests may have.
///
/// Sizes that belong to the protocol are fixed; those on which the sources differ are values of this type.
///
/// - Source: protocol reference files 10 (1.3, 3.2, 6) and 30 (1.4); decisions 6 and 10 of the protocol reference.
package struct GroupLimits: Sendable, Equatable {
    /// Longest `Name`, in bytes.
    package var nameBytes = 100
    /// Longest `Introduction`, in bytes.
    package var introductionBytes = 400
    /// Longest `Notification`, in bytes.
    package var notificationBytes = 400
    /// Longest `FaceUrl` of a group, in bytes.
    package var faceURLBytes = 500
    /// Longest `PermissionGroupName`, in bytes.
    package var permissionGroupNameBytes = 150
    /// Longest `TopicName`, in bytes.
    package var topicNameBytes = 150
    /// Longest `CustomString` of a topic or a permission group, in bytes.
    package var customStringBytes = 3_000
    /// Most topics of a Community.
    package var topics = 200
    /// Longest `NameCard`, in bytes.
    package var nameCardBytes = 50
    /// Most custom fields of a group.
    package var groupFields = 10
    /// Longest value of a group's custom field, in bytes.
    package var groupFieldBytes = 512
    /// Most custom fields of a member.
    package var memberFields = 5
    /// Longest value of a member's custom field, in bytes.
    package var memberFieldBytes = 64
    /// Most entries of `MemberList` in `create_group`.
    package var initialMembers = 100
    /// Most entries of `MemberList` in `add_group_member`.
    package var addedMembers = 300
    /// Most entries of `MemberList` in `import_group_member`.
    package var importedMembers = 300
    /// Most entries of `MemberToDel_Account` in `delete_group_member`.
    package var removedMembers = 500
    /// Most entries of `Members_Account` in `ban_group_member` and `unban_group_member`.
    package var bannedAccounts = 20
    /// Longest `Description` of a ban, in bytes.
    package var banDescriptionBytes = 1_000
    /// Most entries of `Members_Account` in `forbid_send_msg`.
    package var mutedAccounts = 500

    package init() {}

    /// The sizes for `--strict`: the shorter texts that the documentation gave first.
    package static var strict: GroupLimits {
        var limits = GroupLimits()
        limits.nameBytes = 30
        limits.introductionBytes = 240
        limits.notificationBytes = 300
        limits.faceURLBytes = 100
        limits.topicNameBytes = 30
        return limits
    }

    /// The member cap that a group gets when the request names none.
    package func defaultMemberCap(for type: GroupType) -> Int64 {
        switch type {
        case .work, .public, .meeting: 2_000
        case .community: 100_000
        case .avChatRoom: 0
        }
    }

    /// The largest member cap that a request may ask for.
    ///
    /// For AVChatRoom the number means nothing and is only stored.
    package func memberCapCeiling(for type: GroupType) -> Int64 {
        switch type {
        case .work, .public, .meeting: 6_000
        case .community: 100_000
        case .avChatRoom: Int64(Int32.max)
        }
    }
}
