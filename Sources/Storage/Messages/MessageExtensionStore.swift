package import Groups
package import Wire

/// The transactions on the pairs of messages; the promises of ``GroupStore`` hold.
///
/// Both ask first for the group, refused with ``ErrorCode/groupNotFound``, then for a type whose messages have pairs,
/// refused with ``ErrorCode/notPermitted``, then for the message, refused with
/// ``ErrorCode/messageOfExtensionsNotFound`` (unknown, recalled, or not kept any more), then whether it takes pairs,
/// refused with ``ErrorCode/extensionsUnsupported``.
package protocol MessageExtensionStore: Sendable {
    /// Changes the pairs of a message, which counts up the message's counter by one.
    ///
    /// - Returns: the pairs that were set or deleted, in the order of the change, with what is stored afterwards; a
    ///   deleted one has an empty value.
    /// - Throws: refused with ``ErrorCode/extensionsTooFrequent``, then ``ErrorCode/invalidParameter`` (more pairs than a
    ///   message may have).
    func changeExtensions(
        of seq: Int64, in group: GroupID, scope: StoreScope, by change: MessageExtensionChange
    ) async throws(StoreError) -> [MessageExtension]

    /// Reads pairs of a message by their numbers, the lowest first, then by key.
    ///
    /// Pairs of one call have the same number, and a page never ends between them.
    ///
    /// - Parameters:
    ///   - startSeq: the lowest number wanted.
    ///   - limit: pairs after which the page ends where it can.
    func extensions(
        of seq: Int64, in group: GroupID, scope: StoreScope, from startSeq: Int64, limit: Int64
    ) async throws(StoreError) -> MessageExtensionPage
}

/// A page of a message's pairs.
package struct MessageExtensionPage: Sendable, Equatable {
    package let extensions: [MessageExtension]
    /// Whether no pair follows.
    package let isComplete: Bool
    /// The message's counter: how often its pairs have been changed.
    package let latestSeq: Int64
    /// What the counter stood at when everything was removed last; 0 when it never was.
    package let clearSeq: Int64

    package init(extensions: [MessageExtension], isComplete: Bool, latestSeq: Int64, clearSeq: Int64) {
        self.extensions = extensions
        self.isComplete = isComplete
        self.latestSeq = latestSeq
        self.clearSeq = clearSeq
    }
}
