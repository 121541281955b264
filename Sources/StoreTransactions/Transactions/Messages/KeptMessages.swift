import Groups
import Wire

/// Which messages of a conversation are still kept.
///
/// It decides before the trimming has removed anything.
struct KeptMessages {
    private let nextSeq: Int64
    private let oldestSeq: Int64
    private let expiry: UnixTime

    init(_ conversation: OpenConversation, limits: MessageLimits, at now: UnixTime) {
        nextSeq = conversation.nextMsgSeq
        oldestSeq = limits.oldestSeqByCount(nextSeq: nextSeq)
        expiry = limits.expiry(isRoom: !conversation.keepsHistory, at: now)
    }

    /// Whether a number has been given to a message.
    func wasGiven(_ seq: Int64) -> Bool {
        (1..<nextSeq).contains(seq)
    }

    /// Whether a message that is there is kept.
    func keeps(_ seq: Int64, sentAt time: UnixTime) -> Bool {
        seq >= oldestSeq && time > expiry
    }
}

extension MessageLimits {
    /// The latest moment whose messages are kept no longer.
    ///
    /// An AVChatRoom's are kept as long as they can be recalled.
    func expiry(isRoom: Bool, at now: UnixTime) -> UnixTime {
        isRoom ? UnixTime(seconds: now.seconds - roomRecallWindow - 1) : expiry(at: now)
    }
}
