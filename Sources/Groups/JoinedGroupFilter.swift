package import Wire

/// Which of an account's groups `get_joined_group_list` answers.
///
/// - Source: protocol reference file 20, section 6; file 10, 1.2 on activation.
package struct JoinedGroupFilter: Sendable {
    /// `nil` answers all types.
    package var type: GroupType?
    /// Whether a Community has topics; `nil` answers both.
    package var supportsTopics: Bool?
    /// Whether Work groups that wait for their first message are answered to others than their owner, who always sees
    /// them.
    package var includesInactive = false

    package init() {}
}
