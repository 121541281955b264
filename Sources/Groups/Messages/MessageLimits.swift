package import Wire

/// The sizes and rates of messages, which are kept, and how long.
///
/// - Source: protocol reference file 40; 1.1 for the history, 1.3 and 1.4 for size and rate, 3.1 and 12 for the rest.
package struct MessageLimits: Sendable, Equatable {
    /// Longest message: `MsgBody` as compact JSON and `CloudCustomData` together, in bytes.
    package var contentBytes = 12_288
    /// Most entries of `GroupAtInfo`.
    package var mentions = 30
    /// Most entries of `To_Account`.
    package var receivers = 50
    /// Most entries of `MsgList` in `import_group_msg`.
    package var importedMessages = 20
    /// Most members of a group whose messages may ask for read receipts.
    package var receiptMembers: Int64 = 200
    /// Seconds in which a message that is sent again is the same message.
    package var duplicateWindow: Int64 = 300
    /// Seconds after which a message of an AVChatRoom cannot be recalled.
    package var roomRecallWindow: Int64 = 3_600
    /// Days for which messages are kept; `nil` keeps them for ever.
    package var historyDays: Int64?
    /// Newest messages of a conversation that are kept; `nil` keeps all.
    package var historyCount: Int64?
    /// Messages that a group takes in a second; `nil` for any number.
    ///
    /// What exceeds the number is dropped.
    package var messagesPerSecond: Int?
    /// Broadcasts that an app may send in a second; `nil` for any number.
    package var broadcastsPerSecond: Int?
    /// Whether messages can be recalled.
    package var hasRecall = true
    /// Whether tips of what happens in groups are kept in their histories.
    package var keepsTips = false

    package init() {}

    /// The sequence number of the oldest message that is kept by number.
    package func oldestSeqByCount(nextSeq: Int64) -> Int64 {
        historyCount.map { max(1, nextSeq - $0) } ?? 1
    }

    /// The latest moment whose messages are kept no longer; ``UnixTime/never`` when all are kept.
    package func expiry(at now: UnixTime) -> UnixTime {
        historyDays.map { UnixTime(seconds: max(0, now.seconds - $0 * 86_400)) } ?? .never
    }
}
