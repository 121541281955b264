package import Apps
package import Metrics
package import NIOCore
package import Storage
import Synchronization
package import Wire

/// Keeps groups encoded in memory, and answers `get_group_info` from them.
///
/// A group is kept once it has been read, and dropped when the store tells that it has changed, which it does before the
/// one who changed it has an answer. When the bytes run out, the least recently used groups go first. Groups that do not
/// exist are not kept.
///
/// - Concurrency: safe for use from any thread. No lock is held while anything is encoded, read or copied.
package final class GroupInfoCache: GroupChangeObserver {
    /// A power of two: as many threads as there are cores seldom meet in one of eight.
    private static let shardCount = 8

    private let shards: [Shard]
    private let ledger = Mutex(FillingLedger())
    private let metrics: GroupInfoCacheMetrics
    private let uptime: @Sendable () -> Duration
    /// Largest state of one group, in bytes.
    let maximumGroupBytes: Int

    /// - Parameters:
    ///   - store: what is read; it tells of its changes.
    ///   - maximumBytes: memory to spend at most, roughly; an eighth of it is the most that one group takes.
    ///   - uptime: a clock that never goes back, for metrics.
    package init(
        store: any GroupChangeStore, maximumBytes: Int, metrics factory: any MetricsFactory,
        uptime: @escaping @Sendable () -> Duration
    ) {
        maximumGroupBytes = maximumBytes / Self.shardCount
        shards = (0..<Self.shardCount).map { [maximumGroupBytes] _ in Shard(maximumBytes: maximumGroupBytes) }
        metrics = GroupInfoCacheMetrics(factory: factory)
        self.uptime = uptime
        store.observeGroupChanges(self)
    }

    /// Memory that is spent, roughly.
    package var byteCount: Int {
        shards.reduce(0) { $0 + $1.state.withLock(\.byteCount) }
    }

    // MARK: Reading

    /// Answers a request as the store would; `nil` when it takes more than what is in memory.
    ///
    /// - Parameter now: by the app's clock.
    package func answer(to body: ByteBuffer, for app: AppSettings, at now: UnixTime) -> ImmediateAnswer? {
        body.withUnsafeReadableBytes { text in
            guard let request = GroupInfoScanner(text) else {
                return nil
            }
            if request.groups.count == 1, request.filter == nil {
                return answer(about: request.groups[0], in: text, for: app, at: now)
            }
            var groups: [CachedGroup] = []
            groups.reserveCapacity(request.groups.count)
            for range in request.groups {
                guard let group = find(app.sdkAppID, UnsafeRawBufferPointer(rebasing: text[range])) else {
                    return nil
                }
                groups.append(group)
            }
            // one that changed while the others were looked for would not stand beside them in any state of the store
            guard groups.allSatisfy({ !$0.isStale }) else {
                metrics.recordMiss()
                return nil
            }
            let answer = GroupInfoAssembler(filter: request.filter, app: app, now: now).answer(about: groups)
            if answer != nil {
                metrics.recordHits(groups.count)
            } else {
                metrics.recordMiss()
            }
            return answer
        }
    }

    /// Answers an unfiltered request for one group.
    private func answer(
        about range: Range<Int>, in text: UnsafeRawBufferPointer, for app: AppSettings, at now: UnixTime
    ) -> ImmediateAnswer? {
        guard let group = find(app.sdkAppID, UnsafeRawBufferPointer(rebasing: text[range])) else {
            return nil
        }
        let assembler = GroupInfoAssembler(filter: nil, app: app, now: now)
        guard let answer = assembler.wholeAnswer(about: group) ?? assembler.answer(about: [group]) else {
            metrics.recordMiss()
            return nil
        }
        metrics.recordHits(1)
        return answer
    }

    private func find(_ app: SDKAppID, _ id: UnsafeRawBufferPointer) -> CachedGroup? {
        let hash = CachedGroupKey.hash(app, id)
        let shard = shard(of: hash)
        guard let group = shard.state.withLock({ $0.find(app, id, hash: hash) }) else {
            metrics.recordMiss()
            return nil
        }
        guard !group.isStale else {
            drop(group)
            metrics.recordMiss()
            return nil
        }
        return group
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
            let removed = shard(of: group.key.hash).state.withLock { $0.insert(group) }
            evicted += removed.count
            for group in removed {
                ledger.withLock { $0.remove(group) }
            }
        }
        metrics.recordFilling(uptime() - filling.start, evicted: evicted, byteCount: byteCount)
    }

    /// What is held of a group, so that a state that replaces another one holds no less.
    func parts(of key: CachedGroupKey) -> CachedGroup.Parts {
        shard(of: key.hash).state.withLock { $0.peek(key) }?.parts ?? []
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

    // MARK: -

    private func drop(_ group: CachedGroup) {
        shard(of: group.key.hash).state.withLock { $0.remove(group) }
    }

    private func shard(of hash: Int) -> Shard {
        shards[hash & (Self.shardCount - 1)]
    }

    private final class Shard: Sendable {
        let state: Mutex<CachedGroupShard>

        init(maximumBytes: Int) {
            state = Mutex(CachedGroupShard(maximumBytes: maximumBytes))
        }
    }
}
