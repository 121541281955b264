package import Apps
package import Metrics
package import NIOCore
package import Storage
import Synchronization
package import Wire

/// Keeps groups encoded in memory, and answers `get_group_info` from them.
///
/// A group is kept once it has been read, and dropped when the store tells that it has changed, which it does before the
/// one who changed it has an answer. When the bytes run out, groups that were not used lately go first. Groups that do not
/// exist are not kept.
///
/// On a store that other nodes change too, what the store tells is no more than a hint: a group is answered from memory
/// only after its stamp was compared, see ``compare(_:in:)``.
///
/// - Concurrency: safe for use from any thread. While groups are found and their entries copied, changes of the table
///   wait; nothing is encoded or read from the store meanwhile.
package final class GroupInfoCache: GroupChangeObserver {
    private let table: ReadWriteLock<CachedGroupTable>
    private let ledger = Mutex(FillingLedger())
    let store: any GroupChangeStore
    /// Whether other nodes may change what is kept.
    let comparesStamps: Bool
    let metrics: GroupInfoCacheMetrics
    private let uptime: @Sendable () -> Duration
    /// Largest state of one group, in bytes.
    let maximumGroupBytes: Int

    /// - Parameters:
    ///   - store: what is read; it tells of its changes, and of its stamps where other nodes change it too.
    ///   - maximumBytes: memory to spend at most, roughly; an eighth of it is the most that one group takes.
    ///   - uptime: a clock that never goes back, for metrics.
    package init(
        store: any GroupChangeStore, maximumBytes: Int, metrics factory: any MetricsFactory,
        uptime: @escaping @Sendable () -> Duration
    ) {
        maximumGroupBytes = maximumBytes / 8
        table = ReadWriteLock(CachedGroupTable(maximumBytes: maximumBytes))
        metrics = GroupInfoCacheMetrics(factory: factory)
        self.uptime = uptime
        self.store = store
        comparesStamps = store.isShared
        store.observeGroupChanges(self)
    }

    /// Memory that is spent, roughly.
    package var byteCount: Int {
        table.read { $0.byteCount }
    }

    // MARK: Reading

    /// Answers a request as the store would; `nil` when it takes more than what is in memory, as it always does on a store
    /// that others change too.
    ///
    /// - Parameter now: by the app's clock.
    package func answer(to body: ByteBuffer, for app: AppSettings, at now: UnixTime) -> ImmediateAnswer? {
        guard !comparesStamps else {
            return nil
        }
        return found(for: body, app: app, at: now)?.answer
    }

    /// An answer from memory, with the groups that it shows.
    struct KeptAnswer: Sendable {
        let answer: ImmediateAnswer
        /// In the order of the request; none where nobody else changes them.
        let groups: [CachedGroup]
    }

    /// As ``answer(to:for:at:)``, on a store that others change too: the answer is true only while the store has its groups in
    /// the same states.
    func keptAnswer(to body: ByteBuffer, for app: AppSettings, at now: UnixTime) -> KeptAnswer? {
        comparesStamps ? found(for: body, app: app, at: now) : nil
    }

    @inline(__always)
    private func found(for body: ByteBuffer, app: AppSettings, at now: UnixTime) -> KeptAnswer? {
        body.withUnsafeReadableBytes { text in
            withUnsafeTemporaryAllocation(of: Range<Int>.self, capacity: GroupInfoAnswer.maximumGroups) { ids in
                guard let request = GroupInfoScanner(text, groups: ids) else {
                    return nil
                }
                let assembler = GroupInfoAssembler(filter: request.filter, app: app, now: now)
                let found: KeptAnswer? =
                    switch look(for: ids[..<request.groupCount], in: text, of: app.sdkAppID, with: assembler) {
                    case .answer(let answer): answer
                    case .groups(let groups):
                        assembler.answer(about: groups).map { KeptAnswer(answer: $0, groups: groups) }
                    case .missing: nil
                    }
                // what is compared counts when that is done
                if !comparesStamps {
                    if found != nil {
                        metrics.recordHits(request.groupCount)
                    } else {
                        metrics.recordMiss()
                    }
                }
                return found
            }
        }
    }

    /// What has been found of a request.
    private enum Found {
        case answer(KeptAnswer)
        /// All groups, which do not hold the whole answer.
        case groups([CachedGroup])
        /// At least one group is not there.
        case missing
    }

    /// Finds the groups of a request, all in one state of the table.
    ///
    /// - Parameter ids: where the identifiers stand in the text.
    private func look(
        for ids: Slice<UnsafeMutableBufferPointer<Range<Int>>>, in text: UnsafeRawBufferPointer, of app: SDKAppID,
        with assembler: GroupInfoAssembler
    ) -> Found {
        withUnsafeTemporaryAllocation(of: Unmanaged<CachedGroup>.self, capacity: GroupInfoAnswer.maximumGroups) {
            places in
            table.read { table in
                var count = 0
                for range in ids {
                    let id = UnsafeRawBufferPointer(rebasing: text[range])
                    guard
                        let group = table.find(app, id, hash: CachedGroupKey.hash(app, id)),
                        !group._withUnsafeGuaranteedRef(\.isStale)
                    else {
                        return .missing
                    }
                    places.initializeElement(at: count, to: group)
                    count += 1
                }
                let groups = UnsafeBufferPointer(rebasing: places[..<count])
                if let answer = assembler.wholeAnswer(about: groups) {
                    let compared = comparesStamps ? groups.map { $0.takeUnretainedValue() } : []
                    return .answer(KeptAnswer(answer: answer, groups: compared))
                }
                return .groups(groups.map { $0.takeUnretainedValue() })
            }
        }
    }

    // MARK: Filling

    /// Says that a reading of the store begins, whose groups may be kept.
    ///
    /// Each must be ended.
    func beginFilling() -> Filling {
        Filling(beginning: ledger.withLock { $0.begin() }, start: uptime())
    }

    /// Keeps the groups that have been read, unless they have changed meanwhile.
    ///
    /// - Parameter groups: empty for a reading that failed.
    func endFilling(_ filling: Filling, _ groups: [CachedGroup]) {
        let (kept, replaced) = ledger.withLock { $0.end(filling.beginning, groups) }
        for group in replaced {
            drop(group)
        }
        var evicted = 0
        for group in kept {
            // one that changed meanwhile was marked before anybody looked for it here
            let removed = table.write { group.isStale ? [] : $0.insert(group) }
            evicted += removed.count
            for group in removed {
                ledger.withLock { $0.remove(group) }
            }
        }
        metrics.recordFilling(uptime() - filling.start, evicted: evicted, byteCount: byteCount)
    }

    /// The state that is kept of a group, which counts as a use.
    func state(of key: CachedGroupKey) -> CachedGroup? {
        table.read { table in
            key.id.withUnsafeBytes { table.find(key.app, $0, hash: key.hash) }?.takeUnretainedValue()
        }
    }

    /// Drops a state whose group is gone.
    func forget(_ group: CachedGroup) {
        ledger.withLock { $0.remove(group) }
        drop(group)
    }

    /// What is held of a group, so that a state that replaces another one holds no less.
    func parts(of key: CachedGroupKey) -> CachedGroup.Parts {
        table.read { $0.peek(key) }?.parts ?? []
    }

    struct Filling: Sendable {
        fileprivate let beginning: FillingLedger.Beginning
        fileprivate let start: Duration
    }

    // MARK: GroupChangeObserver

    package func groupsChanged(_ numbers: Set<Int64>) {
        let stale = ledger.withLock { $0.change(numbers) }
        for group in stale {
            // first the mark: whoever has found the group already learns of it
            group.markStale()
        }
        for group in stale {
            drop(group)
        }
    }

    private func drop(_ group: CachedGroup) {
        // the memory is given back when the lock is free again
        _ = table.write { $0.remove(group) }
    }
}
