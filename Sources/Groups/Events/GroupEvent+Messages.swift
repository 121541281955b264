package import Wire

extension GroupEvent {
    /// A message that was taken.
    package struct SentMessage: Sendable, Equatable {
        /// `nil` means the group itself.
        package let topic: TopicID?
        /// 0 for a message to online members only, which is not kept.
        package let seq: Int64
        /// Not before the time of the message before, so it may lie a little after the moment of the write.
        package let time: UnixTime
        /// What was sent, by whom, to whom, and with which options; the operator of the event need not be the sender.
        package let message: MessageDraft

        package init(_ message: MessageDraft, seq: Int64, at time: UnixTime, in topic: TopicID?) {
            self.topic = topic
            self.seq = seq
            self.time = time
            self.message = message
        }

        /// `OnlineOnlyFlag` as it took effect: in an AVChatRoom it has no meaning.
        package var isOnlineOnly: Bool { seq == 0 }
    }

    /// A message whose content was changed.
    package struct ChangedMessage: Sendable, Equatable {
        /// `nil` means the group itself.
        package let topic: TopicID?
        /// As the message is now.
        package let message: Message

        package init(_ message: Message, in topic: TopicID?) {
            self.topic = topic
            self.message = message
        }
    }

    /// What was read of a message that asks for receipts.
    package struct ReadReceipt: Sendable, Equatable {
        /// How many have read a message.
        package struct Counts: Sendable, Equatable {
            package let readNum: Int64
            package let unreadNum: Int64

            package init(readNum: Int64, unreadNum: Int64) {
                self.readNum = readNum
                self.unreadNum = unreadNum
            }
        }

        package let seq: Int64
        /// After the change.
        package let counts: Counts
        /// Those who have read it by this write, and had not before; empty when the message has just been sent.
        package let readers: [Account]

        package init(seq: Int64, counts: Counts, readers: [Account]) {
            self.seq = seq
            self.counts = counts
            self.readers = readers
        }

        /// The receipts that a message begins with: all members are asked but the sender.
        ///
        /// - Parameters:
        ///   - memberNum: of the group.
        ///   - isMember: whether the sender is one of them.
        package init(ofNew seq: Int64, memberNum: Int64, senderIsMember isMember: Bool) {
            self.init(
                seq: seq, counts: Counts(readNum: 0, unreadNum: memberNum - (isMember ? 1 : 0)), readers: [])
        }
    }

    /// A message whose pairs were changed, in a group and never in a topic.
    package struct ChangedExtensions: Sendable, Equatable {
        /// Of the message.
        package let seq: Int64
        package let operation: Operation
        /// The pairs that were set or deleted, in request order; a deleted one has an empty value.
        ///
        /// Empty when everything was removed.
        package let pairs: [MessageExtension]
        /// The message's counter now, which each of the pairs repeats.
        package let latestSeq: Int64

        package init(of seq: Int64, _ operation: Operation, pairs: [MessageExtension], latestSeq: Int64) {
            self.seq = seq
            self.operation = operation
            self.pairs = pairs
            self.latestSeq = latestSeq
        }

        /// What was done with the pairs.
        ///
        /// A raw value is the number on the wire, `OperateType`.
        package enum Operation: Int, Sendable {
            case set = 1
            case delete = 2
            case clear = 3
        }
    }
}

extension MessageExtensionChange {
    /// What the change does, in the words of its event.
    package var operation: GroupEvent.ChangedExtensions.Operation {
        switch self {
        case .set: .set
        case .delete: .delete
        case .clear: .clear
        }
    }
}
