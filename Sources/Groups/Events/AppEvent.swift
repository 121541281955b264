package import Wire

/// Something that a write did in an app.
///
/// A transaction collects its events in the order in which they happened. Each is a value that the transaction has in
/// hand: what concerns all members of a group is named and not listed. A write that is refused, that repeats an earlier
/// one or that changes nothing has no events.
///
/// - Source: what a webhook or a notice tells, protocol reference files 50 and 40 (1.1). docs/events.md says which
///   write has which events.
package indirect enum AppEvent: Sendable, Equatable {
    case group(GroupEvent)
    case account(AccountEvent)
    case broadcast(BroadcastEvent)
    /// A group was created, and the app has grown by more than 70 % of the groups that its plan allows in a day.
    ///
    /// - Source: protocol reference file 50, 7.19.
    case dailyGroupsNearQuota(used: Int64, quota: Int64)
}

/// Something that a write did with an account, apart from groups.
package struct AccountEvent: Sendable, Equatable {
    package let account: Account
    /// The moment of the write, by the app's clock.
    package let time: UnixTime
    /// Who made the call; `nil` where nobody did.
    package let `operator`: Account?
    package let kind: Kind

    package init(_ account: Account, at time: UnixTime, by operator: Account?, _ kind: Kind) {
        self.account = account
        self.time = time
        self.operator = `operator`
        self.kind = kind
    }

    /// What happened.
    package enum Kind: Sendable, Equatable {
        /// The account is gone; what groups lost with it stands in events before this one.
        case deleted
        /// Signatures made up to the moment are no longer good for a login.
        case kicked
        /// The mute after the change.
        case globalMuteChanged(GlobalMute)
        /// The fields that were set, in request order.
        ///
        /// - Source: protocol reference file 50, section 9.
        case portraitChanged([PortraitItem])
    }
}

/// A message to all AVChatRooms of an app.
///
/// - Source: protocol reference file 40, section 5; there is no webhook.
package struct BroadcastEvent: Sendable, Equatable {
    /// From the app's count of broadcasts.
    package let seq: Int64
    package let time: UnixTime
    /// Who made the call, which need not be the sender; `nil` where nobody did.
    package let `operator`: Account?
    package let message: MessageDraft

    package init(seq: Int64, at time: UnixTime, by operator: Account?, _ message: MessageDraft) {
        self.seq = seq
        self.time = time
        self.operator = `operator`
        self.message = message
    }
}
