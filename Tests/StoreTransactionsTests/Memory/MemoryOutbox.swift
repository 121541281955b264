import Storage
import Synchronization
import Wire

/// The outbox of a store in memory.
struct MemoryOutbox: Sendable {
    private struct Row {
        var event: OutboxEvent
        var settlement: OutboxSettlement?
        var settled: Int64 = 0
    }

    private var apps: [SDKAppID: [Row]] = [:]

    mutating func insert(_ entries: [OutboxEntry]) {
        for entry in entries {
            let rows = apps[entry.app, default: []]
            let last = rows.filter { $0.event.place.lane == entry.lane }.map(\.event.place.eventTime).max()
            let place = OutboxPlace(lane: entry.lane, eventTime: max(entry.time, last.map { $0 + 1 } ?? 0))
            apps[entry.app] =
                rows + [
                    Row(
                        event: OutboxEvent(
                            place, command: entry.command, address: entry.address, opening: entry.opening))
                ]
        }
    }

    mutating func empty(_ emptied: Set<SDKAppID>) {
        apps = apps.filter { !emptied.contains($0.key) }
    }

    func waiting(of app: SDKAppID) -> [OutboxEvent] {
        (apps[app] ?? []).filter { $0.settlement == nil }.map(\.event)
    }

    mutating func settle(_ settlements: [OutboxSettlement], of app: SDKAppID, at now: Int64, keeping history: Int) {
        var rows = apps[app] ?? []
        for settlement in settlements {
            for index in rows.indices where rows[index].event.place == settlement.place {
                if rows[index].settlement == nil {
                    rows[index].settlement = settlement
                    rows[index].settled = now
                }
            }
        }
        let times = rows.filter { $0.settlement != nil }.map(\.settled).sorted(by: >)
        let end = history < times.count ? times[history] : Int64.min
        rows.removeAll { row in
            guard let result = row.settlement?.result, result != .parked else {
                return false
            }
            return row.settled < end && row.event.place.eventTime < now
        }
        apps[app] = rows
    }

    func settled(of app: SDKAppID) -> [SettledEvent] {
        let events = (apps[app] ?? []).compactMap { row in
            row.settlement.map { SettledEvent(row.event, $0, at: row.settled) }
        }
        return Array(events.reversed()).sorted { $0.time > $1.time }
    }

    mutating func resend(_ place: OutboxPlace, of app: SDKAppID) -> Bool {
        guard let index = apps[app]?.firstIndex(where: { $0.event.place == place && $0.settlement != nil }) else {
            return false
        }
        apps[app]?[index].settlement = nil
        return true
    }
}

extension MemoryStore {
    func composeOutbox(by composer: any OutboxComposer) {
        shared.withLock { $0.composer = composer }
    }

    func addToOutbox(_ entries: [OutboxEntry]) async throws(StoreError) {
        shared.withLock { $0.outbox.insert(entries) }
    }

    func waitingLanes(
        of app: SDKAppID, after lane: OutboxLane?, limit: Int
    ) async throws(StoreError) -> [OutboxLane] {
        let keys = Set(shared.withLock { $0.outbox.waiting(of: app) }.map(\.place.lane.key))
        let sorted = keys.sorted { Array($0.utf8).lexicographicallyPrecedes(Array($1.utf8)) }
        do {
            return try sorted.filter { $0 > lane?.key ?? "" }.prefix(limit).map { try OutboxLane(key: $0) }
        } catch {
            throw StoreError(error)
        }
    }

    func waitingEvents(
        of app: SDKAppID, in places: [OutboxPlace], limit: Int
    ) async throws(StoreError) -> [OutboxEvent] {
        let waiting = shared.withLock { $0.outbox.waiting(of: app) }
        return places.flatMap { place in
            waiting.filter { $0.place.lane == place.lane && $0.place.eventTime > place.eventTime }
                .sorted { $0.place.eventTime < $1.place.eventTime }.prefix(limit)
        }
    }

    func settle(
        _ settlements: [OutboxSettlement], of app: SDKAppID, at now: Int64, keeping history: Int
    ) async throws(StoreError) {
        shared.withLock { $0.outbox.settle(settlements, of: app, at: now, keeping: history) }
    }

    func outboxState(of app: SDKAppID) async throws(StoreError) -> OutboxState {
        let (waiting, settled) = shared.withLock { ($0.outbox.waiting(of: app), $0.outbox.settled(of: app)) }
        return OutboxState(
            waiting: Int64(waiting.count), parked: Int64(settled.count { $0.settlement.result == .parked }),
            oldest: waiting.map(\.place.eventTime).min())
    }

    func settledEvents(of app: SDKAppID, limit: Int) async throws(StoreError) -> [SettledEvent] {
        Array(shared.withLock { $0.outbox.settled(of: app) }.prefix(limit))
    }

    func resend(_ place: OutboxPlace, of app: SDKAppID) async throws(StoreError) -> Bool {
        shared.withLock { $0.outbox.resend(place, of: app) }
    }
}
