package import Wire

/// Keeps what the backends of apps are to be told until that is done; the promises of ``GroupStore`` hold.
///
/// What a write has to tell comes into its own commit: a write that stands has told it, however the server ends, and one that
/// is refused has not.
package protocol OutboxStore: OutboxDesk {
    /// Lets a composer say of every write, from now on, what is to be told of it.
    ///
    /// - Parameter composer: is kept alive. One at most; it is set before the writes that it is asked about.
    func composeOutbox(by composer: any OutboxComposer)

    /// Puts entries that belong to no write into the outbox.
    func addToOutbox(_ entries: [OutboxEntry]) async throws(StoreError)

    /// Notes what has become of events, which wait no longer. Of those that were delivered or given up, the last ones stay as
    /// a history; parked ones stay until they are sent again.
    ///
    /// - Parameters:
    ///   - now: milliseconds since 1970.
    ///   - history: how many stay. Events that were not delivered stay a little longer, as do those whose time has not come.
    func settle(
        _ settlements: [OutboxSettlement], of app: SDKAppID, at now: Int64, keeping history: Int
    ) async throws(StoreError)

    /// Claims this node's part of the outbox of a store that nodes share; nobody else has what it has, as long as it lives.
    ///
    /// - Parameter busy: slots that are in use, and are not given away.
    /// - Returns: the slots that this node may deliver.
    func claimOutboxSlots(busy: Set<Int>) async throws(StoreError) -> Set<Int>
}

extension OutboxStore {
    package func claimOutboxSlots(busy: Set<Int>) async throws(StoreError) -> Set<Int> {
        Set(0..<OutboxLane.slots)
    }
}

/// Says what backends are to be told of writes.
package protocol OutboxComposer: AnyObject, Sendable {
    /// What is to be told of what the writes of a commit did, in order; asked before the commit.
    ///
    /// A commit that is lost and made again asks again. It must not block.
    func outboxEntries(of events: [CommittedEvent]) -> [OutboxEntry]

    /// Learns the lanes of entries that are on disk, once they are.
    func outboxFilled(_ entries: [OutboxEntry])
}
