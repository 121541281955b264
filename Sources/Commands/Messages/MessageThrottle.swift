package import Apps
import Groups
package import Storage
import Synchronization
package import Wire

/// Counts the messages of groups and the broadcasts of apps, and tells which are too many.
///
/// It lives in memory: after a restart every group begins anew. Groups that have been quiet are forgotten, so that it
/// does not grow with the number of groups that ever spoke. Nodes that share a store have a share each of what a group may
/// take.
///
/// - Concurrency: any number of callers; the lock is held for the counting alone.
package final class MessageThrottle: Sendable {
    private struct Place: Hashable {
        let app: SDKAppID
        /// `nil` for broadcasts.
        let group: GroupID?

        /// What all nodes call the place's limit.
        var limitName: String { group.map { "messages \(app.number) \($0.text)" } ?? "broadcasts \(app.number)" }
    }

    private struct Entry {
        var rate: MessageRate
        /// Of all nodes together.
        let limit: Int
        /// This node's part of it.
        var share: Double
        /// The messages since the last time that the demands were taken.
        var asked = 0

        mutating func take(_ priority: MsgPriority, at now: UnixTime) -> Bool {
            asked += 1
            return rate.take(priority, limit: share, at: now)
        }
    }

    /// Places after which the quiet ones are looked for.
    private static let firstSweep = 1_024

    private struct State {
        var entries: [Place: Entry] = [:]
        var shares = LimitShares.alone
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
            let isTaken = state.entries[
                place,
                default: Entry(
                    rate: MessageRate(at: now), limit: limit,
                    share: state.shares.share(of: limit, named: place.limitName))
            ].take(priority, at: now)
            if state.entries.count >= state.nextSweep {
                state.entries = state.entries.filter { !$0.value.rate.isOver(at: now, limit: $0.value.share) }
                state.nextSweep = max(Self.firstSweep, state.entries.count * 2)
            }
            return !isTaken
        }
    }

    /// Forgets the messages of an app.
    package func forget(_ app: SDKAppID) {
        state.withLock { state in state.entries = state.entries.filter { $0.key.app != app } }
    }
}

extension MessageThrottle: SharedLimits {
    package func takeDemands(over time: Duration) -> [LimitDemand] {
        state.withLock { state in
            state.entries.compactMap { place, entry in
                state.entries[place]?.asked = 0
                return state.shares.demand(
                    for: entry.asked, over: time, of: entry.limit, named: place.limitName)
            }
        }
    }

    package func keep(to shares: LimitShares) {
        state.withLock { state in
            state.shares = shares
            for place in state.entries.keys {
                guard let limit = state.entries[place]?.limit else {
                    continue
                }
                state.entries[place]?.share = shares.share(of: limit, named: place.limitName)
            }
        }
    }
}
