package import Groups
package import Storage
import StoreTransactions
package import Wire

extension SQLiteStore {
    package func groupType(of conversation: Conversation, in scope: StoreScope) async throws(StoreError) -> GroupType {
        try await reads.perform { database in
            try AppTables(database, app: scope.app).open(conversation).group.profile.type
        }
    }

    package func history(
        of conversation: Conversation, upTo seq: Int64?, count: Int64, in scope: StoreScope
    ) async throws(StoreError) -> [HistoryEntry] {
        try await reads.perform { database in
            let tables = AppTables(database, app: scope.app)
            let conversation = try tables.open(conversation)
            guard conversation.group.profile.type.keepsHistory else {
                throw APIError.noHistory(in: conversation.group.profile.type)
            }
            let newest = conversation.nextMsgSeq - 1
            guard newest > 0, let stream = try tables.stream(of: conversation) else {
                return []
            }
            let highest = seq.map { (1...newest).contains($0) ? $0 : newest } ?? newest
            let lowest = max(1, highest - count + 1)
            var found = try tables.messages.page(lowest...highest, in: stream.number)[...]
            let kept = Kept(conversation, limits: scope.messages, at: scope.now)
            return (lowest...highest).reversed().map { seq in
                guard found.first?.seq == seq, let message = found.popFirst(), kept.keeps(seq, sentAt: message.time)
                else {
                    return .expired(seq: seq)
                }
                return .message(message)
            }
        }
    }

    package func recallMessages(
        _ seqs: [Int64], in conversation: Conversation, scope: StoreScope
    ) async throws(StoreError) -> [ErrorCode?] {
        try await commits.perform { database in
            let tables = AppTables(database, app: scope.app)
            let conversation = try tables.open(conversation)
            let stream = try tables.stream(of: conversation)
            let kept = Kept(conversation, limits: scope.messages, at: scope.now)
            return try seqs.map { seq in
                guard let stream, kept.wasGiven(seq) else {
                    return .messageNotFound
                }
                guard
                    let state = try tables.messages.state(of: seq, in: stream.number),
                    kept.keeps(seq, sentAt: state.time)
                else {
                    return .recallTooLate
                }
                try tables.messages.recall(seq, in: stream.number)
                return nil
            }
        }
    }

    package func recallMessages(
        sentBy sender: Account?, amongNewest newest: Int64, in conversation: Conversation, scope: StoreScope
    ) async throws(StoreError) {
        try await commits.perform { database in
            let tables = AppTables(database, app: scope.app)
            let conversation = try tables.open(conversation)
            let next = conversation.nextMsgSeq
            guard
                conversation.group.profile.type.keepsHistory, let sender, next > 1,
                let stream = try tables.stream(of: conversation)
            else {
                return
            }
            try tables.messages.recallAll(sentBy: sender, max(1, next - newest)...next - 1, in: stream.number)
        }
    }

    package func clearMessages(of group: GroupID, upTo seq: Int64?, in scope: StoreScope) async throws(StoreError) {
        try await commits.perform { database in
            let tables = AppTables(database, app: scope.app)
            let row = try tables.groups.require(group)
            guard row.profile.type != .community else {
                throw APIError.noClearing(in: row.profile.type)
            }
            let newest = row.profile.nextMsgSeq - 1
            if let stream = try tables.streams.find(nil, of: row.number) {
                try tables.streams.clear(stream, upTo: min(seq ?? newest, newest))
            }
        }
    }

    package func changeMessage(
        _ seq: Int64, in conversation: Conversation, scope: StoreScope, by change: MessageChange
    ) async throws(StoreError) {
        try await commits.perform { database in
            let tables = AppTables(database, app: scope.app)
            let conversation = try tables.open(conversation)
            let type = conversation.group.profile.type
            guard type.keepsHistory else {
                throw type.unsupported("Changing messages")
            }
            guard
                let stream = try tables.stream(of: conversation),
                var message = try tables.messages.find(seq, in: stream.number), !message.isRecalled,
                Kept(conversation, limits: scope.messages, at: scope.now).keeps(seq, sentAt: message.time)
            else {
                throw APIError.messageToChangeNotFound
            }
            change.apply(to: &message.content)
            try message.content.check(limits: scope.messages)
            try tables.messages.setContent(of: seq, to: message.content, in: stream.number)
        }
    }
}

extension AppTables {
    /// - Returns: `nil` for a conversation that never had a message.
    func stream(of conversation: OpenConversation) throws -> StreamTable.Row? {
        try streams.find(conversation.topic?.id, of: conversation.group.number)
    }
}
