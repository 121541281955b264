import Synchronization
import Wire

/// Counts failed signatures by app, account and address, and says when they have become too many.
///
/// - Concurrency: safe for use from any thread.
final class FailedSignatureGuard: Sendable {
    /// Whose failures are counted together.
    struct Caller: Hashable, Sendable {
        let sdkAppID: SDKAppID
        let identifier: Account
        let address: String
    }

    private struct Record {
        var failures: Int
        /// The moment at which the record is forgotten, by a clock that never goes back.
        var end: Duration
    }

    private let limit: Mutex<FailedSignatureLimit>
    private let records = Mutex<[Caller: Record]>([:])

    init(limit: FailedSignatureLimit) {
        self.limit = Mutex(limit)
    }

    /// Changes the limit from the next failure on.
    func change(_ limit: FailedSignatureLimit) {
        self.limit.withLock { $0 = limit }
    }

    /// Callers that are counted at present.
    var callerCount: Int { records.withLock { $0.count } }

    /// Counts a failure; the one that reaches the limit starts the pause, in which none is counted.
    ///
    /// - Parameter uptime: of a clock that never goes back.
    /// - Returns: whether this one comes in the pause.
    func recordFailure(of caller: Caller, uptime: Duration) -> Bool {
        let limit = limit.withLock(\.self)
        return records.withLock { records in
            let fresh = Record(failures: 0, end: uptime + limit.window)
            var record = records[caller] ?? fresh
            if record.end <= uptime {
                record = fresh
            }
            guard record.failures < limit.maximumFailures else {
                return true
            }
            record.failures += 1
            if record.failures == limit.maximumFailures {
                record.end = fresh.end
            }
            if records[caller] == nil, records.count >= limit.maximumCallers {
                makeRoom(for: limit.maximumCallers, in: &records, uptime: uptime)
            }
            records[caller] = record
            return false
        }
    }

    /// Forgets what is over, and when that is nothing, the callers that have failed least.
    private func makeRoom(for maximumCallers: Int, in records: inout [Caller: Record], uptime: Duration) {
        records = records.filter { uptime < $0.value.end }
        guard records.count >= maximumCallers else {
            return
        }
        let kept = records.sorted { $0.value.failures > $1.value.failures }.prefix(maximumCallers / 2)
        records = Dictionary(uniqueKeysWithValues: kept.map { ($0.key, $0.value) })
    }
}
