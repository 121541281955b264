import Groups
package import Storage
import StoreTransactions
package import Wire

extension SQLiteStore {
    package func acknowledgeMessages(
        _ seqs: [Int64], in group: GroupID, scope: StoreScope, by account: Account?
    ) async throws(StoreError) {
        try await commits.perform { database in
            let tables = AppTables(database, app: scope.app)
            let asked = try tables.askedMessages(seqs, in: group, limits: scope.messages, at: scope.now)
            let number = asked.group.number
            guard let account, try tables.members.members(of: number, among: [account]).contains(account) else {
                throw APIError(.notPermitted, "From_Account: only members can read messages of the group")
            }
            let acknowledged = try asked.messages.compactMap(\.self).filter {
                try tables.receipts.acknowledge($0, by: account)
            }
            guard !acknowledged.isEmpty else {
                throw APIError.noReceipts
            }
        }
    }

    package func receiptCounts(
        of seqs: [Int64], in group: GroupID, scope: StoreScope
    ) async throws(StoreError) -> [ReceiptCount?] {
        try await reads.perform { database in
            let tables = AppTables(database, app: scope.app)
            return try tables.askedMessages(seqs, in: group, limits: scope.messages, at: scope.now).messages.map {
                message in
                try message.map(tables.receipts.count)
            }
        }
    }

    package func receiptAccounts(
        of seq: Int64, in group: GroupID, scope: StoreScope, haveRead: Bool, after account: Account?, limit: Int64
    ) async throws(StoreError) -> ReceiptPage {
        try await reads.perform { database in
            let tables = AppTables(database, app: scope.app)
            guard
                let message = try tables.askedMessages([seq], in: group, limits: scope.messages, at: scope.now)
                    .messages[0]
            else {
                throw APIError.noReceipts
            }
            return try tables.receipts.page(of: message, haveRead: haveRead, after: account, limit: limit)
        }
    }
}

extension AppTables {
    /// Finds the messages of a group that ask for receipts.
    ///
    /// - Returns: for each number, in the same order; `nil` for a message without receipts.
    /// - Throws: as ``ReceiptStore`` says, an `APIError`.
    fileprivate func askedMessages(
        _ seqs: [Int64], in group: GroupID, limits: MessageLimits, at now: UnixTime
    ) throws -> (group: GroupTable.Row, messages: [MessageID?]) {
        let row = try groups.require(group)
        guard row.profile.type.hasReadReceipts else {
            throw APIError.noReceiptSupport(in: row.profile.type)
        }
        let conversation = OpenConversation(group: row, topic: nil, readFloor: row.readFloor)
        let kept = Kept(conversation, limits: limits, at: now)
        let stream = try stream(of: conversation)
        let found = try seqs.map { seq -> MessageID? in
            guard
                let stream, kept.wasGiven(seq), let state = try messages.state(of: seq, in: stream.number),
                state.flags.contains(.hasReceipts), kept.keeps(seq, sentAt: state.time)
            else {
                return nil
            }
            return MessageID(stream: stream.number, seq: seq)
        }
        return (row, found)
    }
}
