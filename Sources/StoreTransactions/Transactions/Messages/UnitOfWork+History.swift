import Groups
import Storage
import Wire

extension UnitOfWork {
    func groupType(of conversation: Conversation, in scope: StoreScope) throws -> GroupType {
        try open(conversation).group.profile.type
    }

    func history(of place: Conversation, upTo seq: Int64?, count: Int64, in scope: StoreScope) throws -> [HistoryEntry]
    {
        let conversation = try open(place)
        guard conversation.keepsHistory else {
            throw APIError.noHistory(in: conversation.group.profile.type)
        }
        let newest = conversation.nextMsgSeq - 1
        guard newest > 0, let stream = try streams.find(conversation.streamKey) else {
            return []
        }
        let highest = seq.map { (1...newest).contains($0) ? $0 : newest } ?? newest
        let lowest = max(1, highest - count + 1)
        var found = try ask(MessagesInRange(seqs: lowest...highest, stream: stream.number))[...]
        let kept = KeptMessages(conversation, limits: scope.messages, at: scope.now)
        return (lowest...highest).reversed().map { seq in
            guard
                found.first?.message.seq == seq, let row = found.popFirst(),
                kept.keeps(seq, sentAt: row.message.time)
            else {
                return .expired(seq: seq)
            }
            return .message(row.message)
        }
    }

    func recallMessages(_ seqs: [Int64], in place: Conversation, scope: StoreScope, reason: String) throws
        -> [ErrorCode?]
    {
        try prefetchMessages(seqs, in: place)
        let conversation = try open(place)
        let kept = KeptMessages(conversation, limits: scope.messages, at: scope.now)
        guard let stream = try streams.find(conversation.streamKey) else {
            return seqs.map { _ in .messageNotFound }
        }
        var rows = try messages.find(seqs.filter(kept.wasGiven).map { MessageKey(stream: stream.number, seq: $0) })
        var recalled: [Int64] = []
        let results = seqs.map { seq -> ErrorCode? in
            let key = MessageKey(stream: stream.number, seq: seq)
            guard kept.wasGiven(seq) else {
                return .messageNotFound
            }
            guard var row = rows[key], kept.keeps(seq, sentAt: row.message.time) else {
                return .recallTooLate
            }
            guard !row.message.isTip else {
                return .cannotBeRecalled
            }
            if !row.message.isRecalled {
                recalled.append(seq)
            }
            row.recall()
            rows[key] = row
            messages.set(row, for: key)
            return nil
        }
        if !recalled.isEmpty {
            tell(
                .messagesRecalled(seqs: recalled, topic: place.topic, reason: reason), in: conversation.group.profile,
                scope)
        }
        return results
    }

    func recallMessages(sentBy sender: Account?, amongNewest newest: Int64, in place: Conversation, scope: StoreScope)
        throws
    {
        let conversation = try open(place)
        let next = conversation.nextMsgSeq
        guard
            conversation.keepsHistory, let sender, next > 1,
            let stream = try streams.find(conversation.streamKey)
        else {
            return
        }
        let seqs = max(1, next - newest)...next - 1
        try record(.recall(sentBy: sender, seqs, stream.number))
        tell(
            .messagesOfSenderRecalled(sender, among: seqs, topic: place.topic), in: conversation.group.profile, scope)
    }

    func clearMessages(of group: GroupID, upTo seq: Int64?, in scope: StoreScope) throws {
        let conversation = OpenConversation(group: try require(group))
        guard conversation.group.profile.type != .community else {
            throw APIError.noClearing(in: conversation.group.profile.type)
        }
        guard var stream = try streams.find(conversation.streamKey) else {
            return
        }
        let newest = conversation.nextMsgSeq - 1
        let formerSeq = stream.clearedSeq
        stream.clearedSeq = max(stream.clearedSeq, min(seq ?? newest, newest))
        streams.set(stream, for: conversation.streamKey)
        if stream.clearedSeq != formerSeq {
            tell(.messagesCleared(upTo: stream.clearedSeq), in: conversation.group.profile, scope)
        }
    }

    func changeMessage(_ seq: Int64, in place: Conversation, scope: StoreScope, by change: MessageChange) throws {
        try prefetchMessages([seq], in: place)
        let conversation = try open(place)
        guard conversation.keepsHistory else {
            throw conversation.group.profile.type.unsupported("Changing messages")
        }
        let key = try streams.find(conversation.streamKey).map { MessageKey(stream: $0.number, seq: seq) }
        guard
            let key, var row = try messages.find(key), !row.message.isRecalled, !row.message.isTip,
            KeptMessages(conversation, limits: scope.messages, at: scope.now).keeps(seq, sentAt: row.message.time)
        else {
            throw APIError.messageToChangeNotFound
        }
        change.apply(to: &row.content)
        try row.content.check(limits: scope.messages)
        messages.set(row, for: key)
        if !change.isEmpty {
            tell(
                .messageChanged(GroupEvent.ChangedMessage(row.message, in: place.topic)),
                in: conversation.group.profile, scope)
        }
    }
}
