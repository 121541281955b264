package import Wire

/// Which of an account's groups `get_joined_group_list` answers.
///
/// - Source: protocol reference file 20, section 6; file 10, 1.2 on activation.
package struct JoinedGroupFilter: Sendable {
    /// `nil` answers all types.
    package var type: GroupType?
    /// Whether a Community has topics; `nil` answers both.
    package var supportsTopics: Bool?
    /// Whether Work groups that wait for their first message are answered to others than their owner.
    package var includesInactive = false

    package init() {}

    /// Whether a group is answered to an account that is its owner, or another member.
    package func includes(type: GroupType, supportsTopics: Bool, isActivated: Bool, isOwner: Bool) -> Bool {
        (self.type ?? type) == type
            && (self.supportsTopics ?? supportsTopics) == supportsTopics
            && (isActivated || isOwner || includesInactive)
    }
}
