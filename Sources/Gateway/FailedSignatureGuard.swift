import Synchronization
import Wire

/// Counts failed signatures by app, account and address, and says who has to pause.
///
/// - Concurrency: safe for use from any thread. While nobody fails, asking costs one atomic load.
final class FailedSignatureGuard: Sendable {
    /// Whose failures are counted together.
    struct Caller: Hashable, Sendable {
        let sdkAppID: SDKAppID
        let identifier: Account
        let address: String
    }

    private struct Record {
        var failures: Int
        /// The moment at which the record is forgotten.
        var end: UnixTime
    }

    private let limit: FailedSignatureLimit
    private let records = Mutex<[Caller: Record]>([:])
    private let recordCount = Atomic(0)

    init(limit: FailedSignatureLimit) {
        self.limit = limit
    }

    /// Callers that are counted at present.
    var callerCount: Int { recordCount.load(ordering: .relaxed) }

    /// Whether the caller has failed so often that it has to pause.
    func isBlocked(_ caller: @autoclosure () -> Caller, now: UnixTime) -> Bool {
        guard recordCount.load(ordering: .relaxed) > 0 else {
            return false
        }
        let caller = caller()
        return records.withLock { records in
            guard let record = records[caller] else {
                return false
            }
            return record.failures >= limit.maximumFailures && now < record.end
        }
    }

    /// Counts a failure; the one that reaches the limit starts the pause.
    func recordFailure(of caller: Caller, now: UnixTime) {
        records.withLock { records in
            var record = records[caller] ?? Record(failures: 0, end: end(from: now))
            if record.end <= now {
                record = Record(failures: 0, end: end(from: now))
            }
            record.failures += 1
            if record.failures == limit.maximumFailures {
                record.end = end(from: now)
            }
            if records[caller] == nil, records.count >= limit.maximumCallers {
                makeRoom(in: &records, now: now)
            }
            records[caller] = record
            recordCount.store(records.count, ordering: .relaxed)
        }
    }

    private func end(from now: UnixTime) -> UnixTime {
        now.advanced(bySeconds: limit.windowSeconds)
    }

    /// Forgets what is over, and when that is nothing, the callers that have failed least.
    private func makeRoom(in records: inout [Caller: Record], now: UnixTime) {
        records = records.filter { now < $0.value.end }
        guard records.count >= limit.maximumCallers else {
            return
        }
        let kept = records.sorted { $0.value.failures > $1.value.failures }.prefix(limit.maximumCallers / 2)
        records = Dictionary(uniqueKeysWithValues: kept.map { ($0.key, $0.value) })
    }
}
