import Groups
import Synchronization
import Wire

/// Counts the messages of groups and the broadcasts of apps, and tells which are too many.
///
/// It lives in memory: after a restart every group begins anew. Groups that have been quiet are forgotten, so that it
/// does not grow with the number of groups that ever spoke.
///
/// - Concurrency: any number of callers; the lock is held for the counting alone.
package final class MessageThrottle: Sendable {
    private struct Place: Hashable {
        let app: SDKAppID
        /// `nil` for broadcasts.
        let group: GroupID?
    }

    /// Places after which the quiet ones are looked for.
    private static let firstSweep = 1_024

    private struct State {
        var rates: [Place: MessageRate] = [:]
        var nextSweep = MessageThrottle.firstSweep
    }

    private let state = Mutex(State())

    package init() {}

    /// Whether a message is one too many; otherwise it is counted.
    ///
    /// - Parameters:
    ///   - group: `nil` for a broadcast.
    ///   - limit: messages in a second; `nil` for any number.
    func drops(
        _ priority: MsgPriority, to group: GroupID?, of app: SDKAppID, limit: Int?, at now: UnixTime
    ) -> Bool {
        guard let limit else {
            return false
        }
        let place = Place(app: app, group: group)
        return state.withLock { state in
            let isTaken = state.rates[place, default: MessageRate(at: now)].take(priority, limit: limit, at: now)
            if state.rates.count >= state.nextSweep {
                state.rates = state.rates.filter { !$0.value.isOver(at: now, limit: limit) }
                state.nextSweep = max(Self.firstSweep, state.rates.count * 2)
            }
            return !isTaken
        }
    }
}
