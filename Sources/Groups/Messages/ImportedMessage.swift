package import Wire

/// A message of `import_group_msg`.
///
/// - Source: protocol reference file 40, section 6.
package struct ImportedMessage: Sendable, Equatable {
    package var sender: Account
    package var time: UnixTime
    package var random: UInt32
    /// Whether the server makes ``random``, as the sender chose none: such a message is never the same as another.
    package let isRandomMade: Bool
    package var content: MessageContent
    /// As in ``MessageDraft/digest``.
    package var digest: [UInt8]

    /// - Parameter random: `nil` where the sender chose none; ``random`` is 0 then until it is made.
    package init(sender: Account, time: UnixTime, random: UInt32?, content: MessageContent, digest: [UInt8]) {
        self.sender = sender
        self.time = time
        self.random = random ?? 0
        isRandomMade = random == nil
        self.content = content
        self.digest = digest
    }

    /// What became of one message of an import.
    package enum Result: Sendable, Equatable {
        case imported(seq: Int64)
        /// It has been imported before, as this one.
        case duplicate(seq: Int64, time: UnixTime)
        /// Its time is before the one of an older message or of the group, or in the future.
        case invalidTime
        case tooLong
    }
}
