package import Wire

/// A message of a conversation's history.
///
/// - Source: protocol reference file 40, sections 1 and 7.
package struct Message: Sendable, Equatable {
    /// Counts up by one in the conversation; the first message has 1.
    package var seq: Int64
    /// ``Account/system`` for a tip.
    package var sender: Account
    package var time: UnixTime
    package var random: UInt32
    package var priority: MsgPriority
    package var content: MessageContent
    package var isRecalled: Bool

    /// Whether it is a ``GroupTip``, which nobody has sent.
    package var isTip: Bool { sender == .system }

    package init(
        seq: Int64, sender: Account, time: UnixTime, random: UInt32, priority: MsgPriority = .normal,
        content: MessageContent, isRecalled: Bool = false
    ) {
        self.seq = seq
        self.sender = sender
        self.time = time
        self.random = random
        self.priority = priority
        self.content = content
        self.isRecalled = isRecalled
    }
}

/// An entry of a page of history.
package enum HistoryEntry: Sendable, Equatable {
    case message(Message)
    /// Stands for a message that is not kept any more.
    case expired(seq: Int64)

    package var seq: Int64 {
        switch self {
        case .message(let message): message.seq
        case .expired(let seq): seq
        }
    }
}
