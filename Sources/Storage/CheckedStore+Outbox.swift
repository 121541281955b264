package import Wire

extension CheckedStore {
    package func composeOutbox(by composer: any OutboxComposer) {
        base.composeOutbox(by: composer)
    }

    package func addToOutbox(_ entries: [OutboxEntry]) async throws(StoreError) {
        try await unrefused { () throws(StoreError) in try await base.addToOutbox(entries) }
    }

    package func waitingLanes(
        of app: SDKAppID, after lane: OutboxLane?, limit: Int
    ) async throws(StoreError) -> [OutboxLane] {
        let lanes = try await unrefused { () throws(StoreError) in
            try await base.waitingLanes(of: app, after: lane, limit: limit)
        }
        check(lanes.count <= limit, "waitingLanes keeps to the limit")
        check(
            zip([lane].compactMap(\.self) + lanes, lanes.dropFirst(lane == nil ? 1 : 0))
                .allSatisfy { Array($0.key.utf8).lexicographicallyPrecedes(Array($1.key.utf8)) },
            "waitingLanes sorts lanes by their keys")
        return lanes
    }

    package func waitingEvents(
        of app: SDKAppID, in places: [OutboxPlace], limit: Int
    ) async throws(StoreError) -> [OutboxEvent] {
        let events = try await unrefused { () throws(StoreError) in
            try await base.waitingEvents(of: app, in: places, limit: limit)
        }
        for place in places {
            let times = events.filter { $0.place.lane == place.lane }.map(\.place.eventTime)
            check(times.count <= limit, "waitingEvents keeps to the limit")
            check(
                zip([place.eventTime] + times, times).allSatisfy { $0 < $1 },
                "waitingEvents tells what follows, by event time")
        }
        return events
    }

    package func settle(
        _ settlements: [OutboxSettlement], of app: SDKAppID, at now: Int64, keeping history: Int
    ) async throws(StoreError) {
        try await unrefused { () throws(StoreError) in
            try await base.settle(settlements, of: app, at: now, keeping: history)
        }
    }

    package func outboxState(of app: SDKAppID) async throws(StoreError) -> OutboxState {
        try await unrefused { () throws(StoreError) in try await base.outboxState(of: app) }
    }

    package func settledEvents(of app: SDKAppID, limit: Int) async throws(StoreError) -> [SettledEvent] {
        try await unrefused { () throws(StoreError) in try await base.settledEvents(of: app, limit: limit) }
    }

    package func resend(_ place: OutboxPlace, of app: SDKAppID) async throws(StoreError) -> Bool {
        try await unrefused { () throws(StoreError) in try await base.resend(place, of: app) }
    }

    package func claimOutboxSlots(busy: Set<Int>) async throws(StoreError) -> Set<Int> {
        try await unrefused { () throws(StoreError) in try await base.claimOutboxSlots(busy: busy) }
    }

    /// Runs what is never refused.
    private func unrefused<Value>(_ body: () async throws(StoreError) -> Value) async throws(StoreError) -> Value {
        do {
            return try await body()
        } catch {
            throw checked(error, declared: [])
        }
    }
}
