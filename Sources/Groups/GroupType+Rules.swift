package import Wire

/// What the five types can do.
///
/// - Source: capability matrix of protocol reference file 10, 1.2 and 3.4; file 30, 1.3; file 31, section 2.
extension GroupType {
    /// Whether the server keeps a list of members, with their profiles.
    package var storesMembers: Bool { self != .avChatRoom }

    /// Whether a member may have the role `Admin`.
    package var hasAdmins: Bool { self != .work && self != .avChatRoom }

    /// Whether single members can be muted.
    package var canMuteMembers: Bool { self != .work }

    /// Whether groups and members of the type can be imported.
    package var canBeImported: Bool { self != .avChatRoom }

    /// Whether the group can have counters.
    package var hasCounters: Bool { self != .community }

    /// Whether a client's `ApplyJoinOption` is stored; elsewhere it has no effect.
    package var storesApplyJoinOption: Bool { self == .public || self == .meeting }

    /// Whether the owner can be taken out of a group, which has none afterwards.
    package var mayLoseOwner: Bool { self == .work }

    /// Whether a new group is visible to its owner only, until there is a message in it.
    package var needsActivation: Bool { self == .work }

    /// Whether the server counts a member's unread messages.
    package var countsUnreadMessages: Bool { self == .work || self == .public || self == .community }

    /// Whether `HistoryMsgBeforeJoin` is a setting of the group.
    package var hasHistorySetting: Bool { self == .work || self == .public || self == .meeting }

    /// Whether messages are kept, to be read later.
    package var keepsHistory: Bool { self != .avChatRoom }

    /// Whether the history has tips of what happens in a group, where the app wants tips.
    ///
    /// - Parameter isOfProfile: whether they are about the group itself, not about its members.
    package func keepsTips(isOfProfile: Bool) -> Bool { keepsHistory && (isOfProfile || self != .meeting) }

    /// Whether a message can be meant for some members only.
    package var hasDirectedMessages: Bool { self == .work || self == .public || self == .meeting }

    /// Whether messages can ask for read receipts.
    package var hasReadReceipts: Bool { self == .work || self == .public || self == .meeting }

    /// Whether messages can carry pairs of keys and values.
    package var hasMessageExtensions: Bool { self == .work || self == .public || self == .meeting }

    package var defaultApplyJoinOption: ApplyJoinOption {
        switch self {
        case .work: .disableApply
        case .public: .needPermission
        case .meeting, .avChatRoom, .community: .freeAccess
        }
    }

    package var defaultInviteJoinOption: InviteJoinOption {
        switch self {
        case .work, .community: .freeAccess
        case .public, .meeting, .avChatRoom: .disableInvite
        }
    }

    /// Whether new members may read older messages.
    package var defaultHistoryBeforeJoin: Bool { self == .meeting }

    /// How messages are delivered to a new member.
    package var defaultMsgFlag: MsgFlag {
        switch self {
        case .work, .public, .community: .acceptAndNotify
        case .meeting, .avChatRoom: .acceptNotNotify
        }
    }

    /// The refusal for an operation that the type does not support.
    package func unsupported(_ operation: String, code: ErrorCode = .notPermitted) -> APIError {
        APIError(code, "\(operation) is not supported by groups of type \(rawValue)")
    }
}
