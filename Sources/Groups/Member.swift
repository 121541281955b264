package import Wire

/// A member's profile in one group.
///
/// - Source: protocol reference file 10, section 4.
package struct Member: Sendable, Equatable {
    package var account: Account
    package var role: Role
    package var joinTime: UnixTime
    /// The sequence number of the last message that the member has read.
    package var msgSeq: Int64
    package var msgFlag: MsgFlag
    /// ``UnixTime/never`` for a member who has not spoken.
    package var lastSendMsgTime: UnixTime
    /// The end of the mute, as it was set; it may lie in the past.
    ///
    /// ``UnixTime/never`` when there was none.
    package var muteUntil: UnixTime
    package var nameCard: String
    /// In the order in which answers list them.
    package var customFields: [CustomField]

    package init(
        account: Account,
        role: Role = .member,
        joinTime: UnixTime,
        msgSeq: Int64 = 0,
        msgFlag: MsgFlag,
        lastSendMsgTime: UnixTime = .never,
        muteUntil: UnixTime = .never,
        nameCard: String = "",
        customFields: [CustomField] = []
    ) {
        self.account = account
        self.role = role
        self.joinTime = joinTime
        self.msgSeq = msgSeq
        self.msgFlag = msgFlag
        self.lastSendMsgTime = lastSendMsgTime
        self.muteUntil = muteUntil
        self.nameCard = nameCard
        self.customFields = customFields
    }

    /// Makes so many of a group's messages unread, at most all of them.
    package mutating func setUnreadMsgNum(_ count: Int64, in profile: GroupProfile) {
        msgSeq = max(0, profile.nextMsgSeq - 1 - count)
    }

    /// The end of the mute as answers tell it: ``UnixTime/never`` once it has passed.
    package func muteEnd(at now: UnixTime) -> UnixTime {
        muteUntil > now ? muteUntil : .never
    }
}
