package import Groups
package import Storage
package import Wire

extension TransactionalStore {
    package func groupType(of conversation: Conversation, in scope: StoreScope) async throws(StoreError) -> GroupType {
        try await read(in: scope) { try $0.groupType(of: conversation, in: scope) }
    }

    package func sendMessage(
        _ message: MessageDraft, to conversation: Conversation, in scope: StoreScope,
        isThrottled: @escaping @Sendable () -> Bool
    ) async throws(StoreError) -> SentMessage {
        // asked once, however often the transaction runs
        let isThrottled = OneAnswer(isThrottled)
        return try await write(in: scope, about: .group(conversation.group)) {
            try $0.sendMessage(message, to: conversation, in: scope, isThrottled: isThrottled.get)
        }
    }

    package func broadcastMessage(
        _ message: MessageDraft, in scope: StoreScope, isThrottled: @escaping @Sendable () -> Bool
    ) async throws(StoreError) -> SentMessage {
        // asked once, however often the transaction runs
        let isThrottled = OneAnswer(isThrottled)
        return try await write(in: scope, about: .app) {
            try $0.broadcastMessage(message, in: scope, isThrottled: isThrottled.get)
        }
    }

    package func importMessages(_ messages: [ImportedMessage], to conversation: Conversation, in scope: StoreScope)
        async throws(StoreError) -> [ImportedMessage.Result]
    {
        try await write(in: scope, about: .group(conversation.group)) {
            try $0.importMessages(messages, to: conversation, in: scope)
        }
    }

    package func history(of conversation: Conversation, upTo seq: Int64?, count: Int64, in scope: StoreScope)
        async throws(StoreError) -> [HistoryEntry]
    {
        try await read(in: scope) { try $0.history(of: conversation, upTo: seq, count: count, in: scope) }
    }

    package func recallMessages(_ seqs: [Int64], in conversation: Conversation, scope: StoreScope, reason: String)
        async throws(StoreError) -> [ErrorCode?]
    {
        try await write(in: scope, about: .group(conversation.group)) {
            try $0.recallMessages(seqs, in: conversation, scope: scope, reason: reason)
        }
    }

    package func recallMessages(
        sentBy sender: Account?, amongNewest newest: Int64, in conversation: Conversation, scope: StoreScope
    ) async throws(StoreError) {
        try await write(in: scope, about: .group(conversation.group)) {
            try $0.recallMessages(sentBy: sender, amongNewest: newest, in: conversation, scope: scope)
        }
    }

    package func clearMessages(of group: GroupID, upTo seq: Int64?, in scope: StoreScope) async throws(StoreError) {
        try await write(in: scope, about: .group(group)) { try $0.clearMessages(of: group, upTo: seq, in: scope) }
    }

    package func changeMessage(_ seq: Int64, in conversation: Conversation, scope: StoreScope, by change: MessageChange)
        async throws(StoreError)
    {
        try await write(in: scope, about: .group(conversation.group)) {
            try $0.changeMessage(seq, in: conversation, scope: scope, by: change)
        }
    }

    package func trimHistory(in scope: StoreScope, after place: Int64) async throws(StoreError) -> TrimStep {
        let look = try await read(in: scope) { try $0.lookForExpired(after: place, in: scope) }
        guard let stream = look.stream else {
            return TrimStep(removedMessages: 0, next: look.next)
        }
        return try await write(in: scope, about: .stream(stream.number)) { try $0.trim(stream, in: scope) }
    }
}
