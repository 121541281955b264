package import Wire

/// A message of `import_group_msg`.
///
/// - Source: protocol reference file 40, section 6.
package struct ImportedMessage: Sendable, Equatable {
    package var sender: Account
    package var time: UnixTime
    /// `nil` where the sender chose none: such a message is never the same as another.
    package var random: UInt32?
    package var content: MessageContent
    /// As in ``MessageDraft/digest``.
    package var digest: [UInt8]

    package init(sender: Account, time: UnixTime, random: UInt32?, content: MessageContent, digest: [UInt8]) {
        self.sender = sender
        self.time = time
        self.random = random
        self.content = content
        self.digest = digest
    }

    /// What became of one message of an import.
    package enum Result: Sendable, Equatable {
        case imported(seq: Int64)
        /// It has been imported before, as this one.
        case duplicate(seq: Int64, time: UnixTime)
        /// Its time is before the one of an older message or of the group, or not in the past.
        case invalidTime
        case tooLong
    }
}
