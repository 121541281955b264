package import Groups
package import Wire

extension CheckedStore {
    package func groupType(of conversation: Conversation, in scope: StoreScope) async throws(StoreError) -> GroupType {
        do {
            return try await base.groupType(of: conversation, in: scope)
        } catch {
            throw checked(error, declared: Self.conversationRefusals)
        }
    }

    package func sendMessage(
        _ message: MessageDraft, to conversation: Conversation, in scope: StoreScope,
        isThrottled: @escaping @Sendable () -> Bool
    ) async throws(StoreError) -> SentMessage {
        do {
            let sent = try await base.sendMessage(message, to: conversation, in: scope, isThrottled: isThrottled)
            check(sent.seq > 0 || message.isOnlineOnly || sent.outcome != .taken, "sendMessage numbers what it keeps")
            check(sent.outcome != .dropped || sent.seq == 0, "sendMessage numbers no message that it drops")
            return sent
        } catch {
            throw checked(
                error,
                declared: Self.conversationRefusals.union([
                    .accountNotFound, .messageTooLong, .tooManyMentions, .noReceiptsForOnlineOnly,
                    .groupTooLargeForReceipts, .muted,
                ]))
        }
    }

    package func broadcastMessage(
        _ message: MessageDraft, in scope: StoreScope, isThrottled: @escaping @Sendable () -> Bool
    ) async throws(StoreError) -> SentMessage {
        do {
            let sent = try await base.broadcastMessage(message, in: scope, isThrottled: isThrottled)
            check((sent.seq > 0) == (sent.outcome != .dropped), "broadcastMessage numbers what it takes")
            return sent
        } catch {
            throw checked(error, declared: [.accountNotFound, .messageTooLong])
        }
    }

    package func importMessages(
        _ messages: [ImportedMessage], to conversation: Conversation, in scope: StoreScope
    ) async throws(StoreError) -> [ImportedMessage.Result] {
        do {
            let results = try await base.importMessages(messages, to: conversation, in: scope)
            check(results.count == messages.count, "importMessages answers with a result for each message")
            check(Self.areConsecutive(results), "importMessages gives one number after the other")
            return results
        } catch {
            throw checked(error, declared: Self.conversationRefusals.union([.notPermitted, .accountNotFound]))
        }
    }

    package func history(
        of conversation: Conversation, upTo seq: Int64?, count: Int64, in scope: StoreScope
    ) async throws(StoreError) -> [HistoryEntry] {
        do {
            let entries = try await base.history(of: conversation, upTo: seq, count: count, in: scope)
            check(entries.count <= count, "history answers with no more than wanted")
            check(
                zip(entries, entries.dropFirst()).allSatisfy { $0.seq == $1.seq + 1 },
                "history answers with every number, the highest first")
            return entries
        } catch {
            throw checked(error, declared: Self.conversationRefusals.union([.noHistory]))
        }
    }

    package func recallMessages(
        _ seqs: [Int64], in conversation: Conversation, scope: StoreScope, reason: String
    ) async throws(StoreError) -> [ErrorCode?] {
        do {
            let results = try await base.recallMessages(seqs, in: conversation, scope: scope, reason: reason)
            check(results.count == seqs.count, "recallMessages answers with a result for each message")
            return results
        } catch {
            throw checked(error, declared: Self.conversationRefusals)
        }
    }

    package func recallMessages(
        sentBy sender: Account?, amongNewest newest: Int64, in conversation: Conversation, scope: StoreScope
    ) async throws(StoreError) {
        do {
            try await base.recallMessages(sentBy: sender, amongNewest: newest, in: conversation, scope: scope)
        } catch {
            throw checked(error, declared: Self.conversationRefusals)
        }
    }

    package func clearMessages(of group: GroupID, upTo seq: Int64?, in scope: StoreScope) async throws(StoreError) {
        do {
            try await base.clearMessages(of: group, upTo: seq, in: scope)
        } catch {
            throw checked(error, declared: [.groupNotFound, .notPermitted])
        }
    }

    package func changeMessage(
        _ seq: Int64, in conversation: Conversation, scope: StoreScope, by change: MessageChange
    ) async throws(StoreError) {
        do {
            try await base.changeMessage(seq, in: conversation, scope: scope, by: change)
        } catch {
            throw checked(
                error,
                declared: Self.conversationRefusals.union([.notPermitted, .messageToChangeNotFound, .messageTooLong]))
        }
    }

    package func trimHistory(in scope: StoreScope, after place: Int64) async throws(StoreError) -> TrimStep {
        do {
            let step = try await base.trimHistory(in: scope, after: place)
            check(
                step.removedMessages > 0 || step.next.map { $0 > place } ?? true,
                "trimHistory goes on, or removes something")
            return step
        } catch {
            throw checked(error, declared: [])
        }
    }

    /// The refusals of a call that names a conversation.
    private static var conversationRefusals: Set<ErrorCode> { [.groupNotFound, .invalidParameter] }

    private static func areConsecutive(_ results: [ImportedMessage.Result]) -> Bool {
        let seqs = results.compactMap { result in
            if case .imported(let seq) = result { seq } else { nil }
        }
        return zip(seqs, seqs.dropFirst()).allSatisfy { $1 == $0 + 1 }
    }
}
