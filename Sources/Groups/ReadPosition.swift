/// How far a member has read in a conversation.
///
/// An import reads everything for everybody, up to the conversation's floor. What a member had before that counts no
/// longer, so that an import need not touch the members.
package struct ReadPosition: Sendable, Equatable {
    /// The number of the last message that the member has read.
    package private(set) var msgSeq: Int64
    /// How many messages after that one are the member's own, and would count as unread otherwise.
    package private(set) var ownUnread: Int64
    /// The conversation's floor when the position was written.
    package let floor: Int64

    package init(msgSeq: Int64, ownUnread: Int64 = 0, floor: Int64) {
        self.msgSeq = msgSeq
        self.ownUnread = ownUnread
        self.floor = floor
    }

    /// The position in a conversation whose floor may have moved since.
    package func with(floor present: Int64) -> ReadPosition {
        floor == present ? self : ReadPosition(msgSeq: present, floor: present)
    }

    /// Records a message of the member's own: it is read if everything before was, otherwise it is none that waits to be.
    ///
    /// - Parameters:
    ///   - floor: of the conversation at present.
    ///   - isCounted: whether the message counts as unread for others.
    package mutating func recordOwnMessage(_ seq: Int64, floor: Int64, isCounted: Bool) {
        self = with(floor: floor)
        if msgSeq == seq - 1 {
            msgSeq = seq
            ownUnread = 0
        } else if isCounted {
            ownUnread += 1
        }
    }
}
