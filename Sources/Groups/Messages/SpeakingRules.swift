package import Wire

/// What decides whether an account may speak in a conversation.
///
/// - Source: protocol reference file 40, 3.5; file 32, 3.1 for the permission groups.
package struct SpeakingRules: Sendable, Equatable {
    /// Whether all members of the group are muted.
    package var isGroupMuted: Bool
    /// Whether all members are muted in the topic; `false` outside topics.
    package var isTopicMuted: Bool
    /// Whether permission groups are on; admins then speak as plain members do.
    package var enablesPermissions: Bool
    /// The sender's role; `nil` for one who is no member.
    package var role: Role?
    /// The end of the sender's mute in the group.
    package var groupMuteEnd: UnixTime
    /// The end of the sender's mute in the topic.
    package var topicMuteEnd: UnixTime
    /// The end of the sender's mute in all groups of the app.
    package var globalMuteEnd: UnixTime

    package init(
        isGroupMuted: Bool, isTopicMuted: Bool = false, enablesPermissions: Bool = false, role: Role?,
        groupMuteEnd: UnixTime = .never, topicMuteEnd: UnixTime = .never, globalMuteEnd: UnixTime = .never
    ) {
        self.isGroupMuted = isGroupMuted
        self.isTopicMuted = isTopicMuted
        self.enablesPermissions = enablesPermissions
        self.role = role
        self.groupMuteEnd = groupMuteEnd
        self.topicMuteEnd = topicMuteEnd
        self.globalMuteEnd = globalMuteEnd
    }

    /// Checks whether the sender may speak.
    ///
    /// - Throws: ``ErrorCode/muted``; the text says which mute it is.
    package func check(at now: UnixTime) throws(APIError) {
        if isHeldByMuteAll {
            guard !isGroupMuted else {
                throw refusal("MuteAllMember of the group is On")
            }
            guard !isTopicMuted else {
                throw refusal("MuteAllMember of the topic is On")
            }
        }
        guard groupMuteEnd <= now else {
            throw refusal("muted in the group until \(groupMuteEnd.seconds)")
        }
        guard topicMuteEnd <= now else {
            throw refusal("muted in the topic until \(topicMuteEnd.seconds)")
        }
        guard globalMuteEnd <= now else {
            throw refusal("muted in all groups until \(globalMuteEnd.seconds)")
        }
    }

    /// Whether muting all members reaches the sender: one who is no member has no role to be muted by.
    private var isHeldByMuteAll: Bool {
        switch role {
        case nil, .owner: false
        case .admin: enablesPermissions
        case .member: true
        }
    }

    private func refusal(_ reason: String) -> APIError {
        APIError(.muted, "From_Account: the account may not speak, \(reason)")
    }
}
