/// The durable home of accounts and groups.
///
/// Each method is one whole transaction.
///
/// - A write that returns is on disk; a write that throws has changed nothing.
/// - Nothing of one app is visible to another: every method names the app it works in, with the moment and the
///   settings that its rules ask for, in a ``StoreScope``.
/// - Rules are asked inside the transaction, so two callers cannot both win the last free place.
/// - Errors: ``StoreError/refused(_:)`` as each method says, ``StoreError/unavailable(_:)`` from all.
/// - Concurrency: any number of callers; reads see one state of the whole store and never wait for writers.
package protocol GroupStore:
    AccountStateStore,
    AccountStore,
    AppStore,
    BanStore,
    EventStore,
    GroupAttributeStore,
    GroupChangeStore,
    GroupCounterStore,
    GroupListStore,
    GroupProfileStore,
    GroupReadStore,
    MemberReadStore,
    MemberStore,
    MessageExtensionStore,
    MessageStore,
    NodeStore,
    OutboxStore,
    PermissionGroupStore,
    PortraitStore,
    ReceiptStore,
    RoomStore,
    TopicStore
{
    /// Makes a write that changes nothing a client can see, and waits until it is on disk.
    func checkWritable() async throws(StoreError)

    /// What waits at the moment; it is known at once, whatever the database does.
    var queues: StoreQueues { get }

    /// Finishes the writes that have begun and closes the database. Later calls throw ``StoreError/unavailable(_:)``.
    func close() async throws(StoreError)
}
