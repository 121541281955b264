package import Storage
package import Wire

extension PostgresStore {
    package func composeOutbox(by composer: any OutboxComposer) {
        self.composer.set(composer)
    }

    /// An entry of which it is not known whether it is stored may be stored twice.
    package func addToOutbox(_ entries: [OutboxEntry]) async throws(StoreError) {
        guard !entries.isEmpty else {
            return
        }
        for _ in 1..<Self.maximumConflicts {
            do {
                return try await insert(entries)
            } catch .unavailable(let cause as PostgresError) where cause.isConflict {
                // another node has just taken the same time of a lane
            }
        }
        try await insert(entries)
    }

    /// How often entries meet others of the same lane and time before they fail.
    private static var maximumConflicts: Int { 8 }

    private func insert(_ entries: [OutboxEntry]) async throws(StoreError) {
        try await outbox.perform { session in
            try OutboxTable(session: session).insert(entries)
            try session.flush()
        }
    }

    package func waitingLanes(
        of app: SDKAppID, after lane: OutboxLane?, limit: Int
    ) async throws(StoreError) -> [OutboxLane] {
        try await outbox.perform { try OutboxTable(session: $0).waitingLanes(of: app, after: lane, limit: limit) }
    }

    package func waitingEvents(
        of app: SDKAppID, in places: [OutboxPlace], limit: Int
    ) async throws(StoreError) -> [OutboxEvent] {
        try await outbox.perform { try OutboxTable(session: $0).waitingEvents(of: app, in: places, limit: limit) }
    }

    package func settle(
        _ settlements: [OutboxSettlement], of app: SDKAppID, at now: Int64, keeping history: Int
    ) async throws(StoreError) {
        try await outbox.perform { session in
            try OutboxTable(session: session).settle(settlements, of: app, at: now, keeping: history)
            try session.flush()
        }
    }

    package func outboxState(of app: SDKAppID) async throws(StoreError) -> OutboxState {
        try await outbox.perform { try OutboxTable(session: $0).state(of: app) }
    }

    package func settledEvents(of app: SDKAppID, limit: Int) async throws(StoreError) -> [SettledEvent] {
        try await outbox.perform { try OutboxTable(session: $0).settled(of: app, limit: limit) }
    }

    package func resend(_ place: OutboxPlace, of app: SDKAppID) async throws(StoreError) -> Bool {
        try await outbox.perform { try OutboxTable(session: $0).resend(place, of: app) }
    }

    package func claimOutboxSlots(busy: Set<Int>) async throws(StoreError) -> Set<Int> {
        try await slots.perform { [firstSlot] in try OutboxSlots(session: $0).claim(busy: busy, from: firstSlot) }
    }
}
