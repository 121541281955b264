import Groups
import Storage
import Wire

extension UnitOfWork {
    func acknowledgeMessages(_ seqs: [Int64], in group: GroupID, scope: StoreScope, by account: Account?) throws {
        let place = Conversation(group)
        try prefetchMessages(seqs, in: place)
        if let account, let stream = streamNumbers.known(place) {
            let messages = seqs.map { MessageKey(stream: stream, seq: $0) }
            try receipts.prefetch(messages.map { ReceiptKey(message: $0, account: account) })
            if takesEvents {
                prefetch(ReceiptCounts(messages: messages))
            }
        }
        let row = try requireReceipts(in: group)
        let memberKey = account.map { MemberKey(group: row.number, account: $0) }
        if let memberKey {
            members.prefetch(memberKey)
        }
        let asked = try askedMessages(seqs, in: row, scope).compactMap(\.self)
        guard let account, let memberKey, try members.find(memberKey) != nil else {
            throw APIError(.notPermitted, "From_Account: only members can read messages of the group")
        }
        let noted = try receipts.find(asked.map { ReceiptKey(message: $0, account: account) })
        guard !noted.isEmpty else {
            throw APIError.noReceipts
        }
        let read = noted.filter { !$0.value }.keys
        let changes = takesEvents && !read.isEmpty ? try counts(of: seqs, as: Set(read.map(\.message))) : []
        for key in read {
            receipts.set(true, for: key)
        }
        if !changes.isEmpty {
            let receipts = changes.map { message, count in
                GroupEvent.ReadReceipt(
                    seq: message.seq, counts: .init(readNum: count.read + 1, unreadNum: count.unread - 1),
                    readers: [account])
            }
            tell(.receiptsChanged(receipts), in: row.profile, scope)
        }
    }

    /// How many have read some of the messages that a call names, in its order, each once.
    private func counts(of seqs: [Int64], as messages: Set<MessageKey>) throws -> [(MessageKey, ReceiptCount)] {
        guard let stream = messages.first?.stream else {
            return []
        }
        let named = seqs.map { MessageKey(stream: stream, seq: $0) }
        var rest = messages
        return try zip(named, ask(ReceiptCounts(messages: named))).filter { rest.remove($0.0) != nil }
    }

    func receiptCounts(of seqs: [Int64], in group: GroupID, scope: StoreScope) throws -> [ReceiptCount?] {
        try prefetchMessages(seqs, in: Conversation(group))
        let asked = try askedMessages(seqs, in: requireReceipts(in: group), scope)
        let counted = asked.compactMap(\.self)
        let counts = counted.isEmpty ? [] : try ask(ReceiptCounts(messages: counted))
        var rest = counts[...]
        return asked.map { $0 == nil ? nil : rest.popFirst() }
    }

    func receiptAccounts(
        of seq: Int64, in group: GroupID, scope: StoreScope, haveRead: Bool, after account: Account?, limit: Int64
    ) throws -> ReceiptPage {
        try prefetchMessages([seq], in: Conversation(group))
        guard let message = try askedMessages([seq], in: requireReceipts(in: group), scope)[0] else {
            throw APIError.noReceipts
        }
        // one more than wanted tells whether more follow
        let found = try ask(
            ReceiptsOfMessage(message: message, areRead: haveRead, account: account, limit: limit + 1))
        return ReceiptPage(accounts: Array(found.prefix(Int(limit))), isFinished: found.count <= limit)
    }

    /// Finds the messages of a group that ask for receipts.
    ///
    /// - Returns: for each number, in the same order; `nil` for a message without receipts.
    private func askedMessages(_ seqs: [Int64], in group: GroupRow, _ scope: StoreScope) throws -> [MessageKey?] {
        let conversation = OpenConversation(group: group)
        let kept = KeptMessages(conversation, limits: scope.messages, at: scope.now)
        guard let stream = try streams.find(conversation.streamKey) else {
            return seqs.map { _ in nil }
        }
        let rows = try messages.find(seqs.filter(kept.wasGiven).map { MessageKey(stream: stream.number, seq: $0) })
        return seqs.map { seq in
            let key = MessageKey(stream: stream.number, seq: seq)
            guard
                let row = rows[key], row.flags.contains(.hasReceipts), kept.keeps(seq, sentAt: row.message.time)
            else {
                return nil
            }
            return key
        }
    }

    /// - Throws: as ``ReceiptStore`` says, an `APIError`.
    private func requireReceipts(in group: GroupID) throws -> GroupRow {
        let row = try require(group)
        guard row.profile.type.hasReadReceipts else {
            throw APIError.noReceiptSupport(in: row.profile.type)
        }
        return row
    }
}
