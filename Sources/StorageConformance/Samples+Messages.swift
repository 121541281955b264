import Groups
import Storage
import Testing
import Wire

extension MessageContent {
    /// A text element.
    static func text(_ text: String, cloudCustomData: String = "") -> MessageContent {
        var writer = JSONWriter()
        writer.raw(#"[{"MsgType":"TIMTextElem","MsgContent":{"Text":"#)
        writer.string(text)
        writer.raw("}}]")
        return MessageContent(body: writer.bytes, cloudCustomData: cloudCustomData)
    }
}

extension MessageDraft {
    /// A message whose digest is its text, so that equal ones are the same.
    static func sample(
        _ text: String = "hello", from sender: Account = .bob, random: UInt32 = 1,
        _ change: (inout MessageDraft) -> Void = { _ in }
    ) -> MessageDraft {
        var draft = MessageDraft(
            sender: sender, random: random, content: .text(text), digest: Array("\(sender) \(text)".utf8))
        change(&draft)
        return draft
    }
}

extension ImportedMessage {
    static func sample(
        _ text: String = "old", from sender: Account = .bob, random: UInt32? = nil, at time: UnixTime
    ) -> ImportedMessage {
        ImportedMessage(
            sender: sender, time: time, random: random, content: .text(text), digest: Array("\(sender) \(text)".utf8))
    }
}

extension Conversation {
    static let club = Conversation(.club)
    static let news = Conversation(.forum, topic: .news)
    static let chat = Conversation(.forum, topic: .chat)
}

extension MessageLimits {
    /// The usual limits with a change.
    static func sample(_ change: (inout MessageLimits) -> Void = { _ in }) -> MessageLimits {
        var limits = MessageLimits()
        change(&limits)
        return limits
    }
}

extension GroupStore {
    @discardableResult
    func send(
        _ message: MessageDraft, to conversation: Conversation = .club, in app: SDKAppID = app,
        limits: MessageLimits = .sample(), at time: UnixTime = now, isThrottled: Bool = false
    ) async throws -> SentMessage {
        try await sendMessage(
            message, to: conversation, in: .sample(app, at: time, messages: limits), isThrottled: { isThrottled })
    }

    /// Sends so many different messages, one a second.
    func send(_ count: Int, from sender: Account = .bob, to conversation: Conversation = .club) async throws {
        for index in 0..<count {
            try await send(
                .sample("\(index)", from: sender, random: UInt32(index)), to: conversation, at: later(UInt32(index)))
        }
    }

    @discardableResult
    func `import`(
        _ messages: ImportedMessage..., to conversation: Conversation = .club, limits: MessageLimits = .sample(),
        at time: UnixTime = later(1_000)
    ) async throws -> [ImportedMessage.Result] {
        try await importMessages(messages, to: conversation, in: .sample(at: time, messages: limits))
    }

    func history(
        of conversation: Conversation = .club, upTo seq: Int64? = nil, count: Int64 = 20,
        limits: MessageLimits = .sample(), at time: UnixTime = later(1_000)
    ) async throws -> [HistoryEntry] {
        try await history(of: conversation, upTo: seq, count: count, in: .sample(at: time, messages: limits))
    }

    func recall(
        _ seqs: Int64..., in conversation: Conversation = .club, limits: MessageLimits = .sample(),
        at time: UnixTime = later(1_000)
    ) async throws -> [ErrorCode?] {
        try await recallMessages(seqs, in: conversation, scope: .sample(at: time, messages: limits), reason: "")
    }

    /// Trims until everything has been looked at.
    ///
    /// - Returns: how many messages went.
    func trimAll(limits: MessageLimits, at time: UnixTime) async throws -> Int {
        var removed = 0
        var place: Int64? = 0
        while let start = place {
            let step = try await trimHistory(in: .sample(at: time, messages: limits), after: start)
            removed += step.removedMessages
            place = step.next
        }
        return removed
    }
}

extension [HistoryEntry] {
    /// The numbers of the messages that are there and not recalled.
    var readable: [Int64] {
        compactMap { entry in
            guard case .message(let message) = entry, !message.isRecalled else {
                return nil
            }
            return message.seq
        }
    }
}
