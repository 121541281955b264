package import Storage
package import Wire

extension SQLiteStore {
    package func composeOutbox(by composer: any OutboxComposer) {
        commits.composeOutbox(by: composer)
    }

    package func addToOutbox(_ entries: [OutboxEntry]) async throws(StoreError) {
        try await commits.performOnOutbox { try $0.add(entries, in: $1) }
    }

    package func waitingLanes(
        of app: SDKAppID, after lane: OutboxLane?, limit: Int
    ) async throws(StoreError) -> [OutboxLane] {
        try await reads.perform { try OutboxTable(database: $0).waitingLanes(of: app, after: lane, limit: limit) }
    }

    package func waitingEvents(
        of app: SDKAppID, in places: [OutboxPlace], limit: Int
    ) async throws(StoreError) -> [OutboxEvent] {
        // not on the thread that asks: it may give way to others, and commits would wait for what it holds
        try await reads.perform { [outbox = commits.outbox] database in
            if let events = outbox.waitingEvents(of: app, in: places, limit: limit) {
                return events
            }
            // before the first look into the database
            let tail = outbox.rows(of: app, behind: places)
            return try OutboxTable(database: database).waitingEvents(of: app, in: places, limit: limit, tail: tail)
        }
    }

    package func settle(
        _ settlements: [OutboxSettlement], of app: SDKAppID, at now: Int64, keeping history: Int
    ) async throws(StoreError) {
        try await commits.performOnOutbox { outbox, database in
            try outbox.settle(settlements, of: app, at: now, keeping: history, in: database)
        }
    }

    package func outboxState(of app: SDKAppID) async throws(StoreError) -> OutboxState {
        try await reads.perform { try OutboxTable(database: $0).state(of: app) }
    }

    package func settledEvents(of app: SDKAppID, limit: Int) async throws(StoreError) -> [SettledEvent] {
        try await reads.perform { try OutboxTable(database: $0).settled(of: app, limit: limit) }
    }

    package func resend(_ place: OutboxPlace, of app: SDKAppID) async throws(StoreError) -> Bool {
        try await commits.perform(changesRows: false) { try OutboxTable(database: $0).resend(place, of: app) }
    }
}
