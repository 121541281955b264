import Groups
import Storage
import Wire

/// Tips: what happens in a group, as messages of its history, where the app wants them.
///
/// A Community with topics has none, for nobody reads the messages of the group itself.
extension UnitOfWork {
    /// Tells what the transaction has done in a group, and keeps a tip of it.
    ///
    /// It is called when the group's rows are what the transaction makes of them.
    ///
    /// - Parameters: as for ``tell(_:in:by:_:)``.
    func announce(
        _ kind: @autoclosure () -> GroupEvent.Kind, in profile: GroupProfile, by operator: Account? = nil,
        _ scope: StoreScope
    ) throws {
        guard takesEvents || scope.messages.keepsTips else {
            return
        }
        let event = GroupEvent(in: profile, at: scope.now, by: `operator` ?? scope.caller, kind())
        tell(.group(event), scope)
        if scope.messages.keepsTips, profile.hasTips, let tip = GroupTip(of: event) {
            try keep(tip, in: profile.id, scope)
        }
    }

    /// Says which rows tips in groups will need, so that they come together with what is asked for next.
    ///
    /// - Parameter concerned: the accounts that the tips are about, all of them together.
    func prefetchTips(in groups: [GroupRow], about concerned: some Collection<Account>, _ scope: StoreScope) throws {
        guard scope.messages.keepsTips else {
            return
        }
        try accounts.prefetch(concerned)
        try streams.prefetch(groups.filter(\.profile.hasTips).map { StreamKey(group: $0.number, topic: nil) })
    }

    private func keep(_ tip: GroupTip, in group: GroupID, _ scope: StoreScope) throws {
        var conversation = OpenConversation(group: try require(group))
        // times do not go back as numbers go up
        let time = max(scope.now, conversation.lastMsgTime)
        let people = try names(of: tip.accounts, in: scope)
        let stream = try streams.find(conversation.streamKey) ?? addStream(to: conversation)
        // what happened is not refused where the numbers are used up
        guard let seq = try? conversation.takeSeq(at: time) else {
            return
        }
        // clients tell a message by its number; nobody has chosen a random for it
        let message = Message(
            seq: seq, sender: .system, time: time, random: 0, content: MessageContent(body: tip.body(showing: people)))
        messages.insert(
            MessageRow(message, flags: [], uncounted: stream.uncounted),
            for: MessageKey(stream: stream.number, seq: seq)
        )
        try save(conversation, in: scope)
    }
}

extension GroupProfile {
    /// Whether somebody may see the group's tips.
    fileprivate var hasTips: Bool { isActivated && !supportsTopics }
}
