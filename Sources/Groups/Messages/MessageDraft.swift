package import Wire

/// A message that is to be sent.
///
/// - Source: protocol reference file 40, section 3.
package struct MessageDraft: Sendable, Equatable {
    package var sender: Account
    /// Whether mutes do not concern the sender: an app administrator, or the call named nobody.
    package var isExemptFromMutes = false
    package var random: UInt32
    /// Whether the server made ``random``, as the sender chose none: such a message is never the same as another.
    package var isRandomMade = false
    package var priority = MsgPriority.normal
    package var content: MessageContent
    /// `To_Account`: who alone is meant to get the message; `nil` means everybody.
    package var receivers: [Account]?
    /// `GroupAtInfo`, in the order of the text.
    package var mentions: [Mention] = []
    /// `OnlineOnlyFlag`: the message is not kept and takes no sequence number.
    package var isOnlineOnly = false
    /// `SendMsgControl` `NoUnread`: the message is not counted as unread.
    package var skipsUnread = false
    /// `SendMsgControl` `NoLastMsg`: the message does not touch lists of conversations, which clients keep.
    package var skipsLastMsg = false
    /// `SupportMessageExtension`.
    package var supportsExtensions = false
    /// `NeedReadReceipt`.
    package var needsReadReceipt = false
    /// `ForbidCallbackControl` `ForbidBeforeSendMsgCallback`: no webhook asks whether the message may be sent.
    package var suppressesBeforeSendWebhook = false
    /// `ForbidCallbackControl` `ForbidAfterSendMsgCallback`: no webhook tells that the message was sent.
    package var suppressesAfterSendWebhook = false
    /// What two sendings of the same message have in common: a digest of sender and content as they were sent.
    package var digest: [UInt8]

    /// Whom a message mentions.
    package enum Mention: Sendable, Equatable {
        case everybody
        case account(Account)
    }

    package init(sender: Account, random: UInt32, content: MessageContent, digest: [UInt8]) {
        self.sender = sender
        self.random = random
        self.content = content
        self.digest = digest
    }
}
