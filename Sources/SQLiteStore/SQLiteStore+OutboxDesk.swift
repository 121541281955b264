package import Foundation
import GRDB
package import Logging
package import Storage
import Wire

extension SQLiteStore {
    /// Works on the outbox of a data folder, whether a server has its store open or not.
    ///
    /// - Throws: ``StoreOpenError``, and what the body throws.
    package static func withOutboxDesk(
        of folder: URL, logger: Logger, _ body: (any OutboxDesk) async throws -> Void
    ) async throws {
        let store: SQLiteStore
        do {
            store = try SQLiteStore(folder: folder, logger: logger)
        } catch StoreOpenError.inUse {
            return try await body(OutboxSideDoor(folder: folder))
        }
        do {
            try await body(store)
        } catch {
            try? await store.close()
            throw error
        }
        try await store.close()
    }
}

/// A connection to the outbox of a store that a server has open.
///
/// It never copies the write-ahead log into the database, which is for the server to do.
private struct OutboxSideDoor: OutboxDesk {
    private let connection: DatabaseQueue

    init(folder: URL) throws {
        var configuration = Configuration.store(label: "qun.outbox", cachedKilobytes: 2_000)
        configuration.busyMode = .timeout(10)
        configuration.prepareDatabase { database in
            try database.execute(sql: "PRAGMA wal_autocheckpoint = 0")
        }
        connection = try DatabaseQueue(
            path: folder.appending(path: DataFolder.databaseName).path, configuration: configuration)
    }

    func waitingLanes(
        of app: SDKAppID, after lane: OutboxLane?, limit: Int
    ) async throws(StoreError) -> [OutboxLane] {
        try read { try $0.waitingLanes(of: app, after: lane, limit: limit) }
    }

    func waitingEvents(
        of app: SDKAppID, in places: [OutboxPlace], limit: Int
    ) async throws(StoreError) -> [OutboxEvent] {
        try read { try $0.waitingEvents(of: app, in: places, limit: limit) }
    }

    func outboxState(of app: SDKAppID) async throws(StoreError) -> OutboxState {
        try read { try $0.state(of: app) }
    }

    func settledEvents(of app: SDKAppID, limit: Int) async throws(StoreError) -> [SettledEvent] {
        try read { try $0.settled(of: app, limit: limit) }
    }

    func resend(_ place: OutboxPlace, of app: SDKAppID) async throws(StoreError) -> Bool {
        try change { try $0.resend(place, of: app) }
    }

    /// Reads from one state of the store.
    private func read<Value>(_ body: (OutboxTable) throws -> Value) throws(StoreError) -> Value {
        do {
            return try connection.read { try body(OutboxTable(database: $0)) }
        } catch {
            throw StoreError(error)
        }
    }

    private func change<Value>(_ body: (OutboxTable) throws -> Value) throws(StoreError) -> Value {
        do {
            return try connection.write { try body(OutboxTable(database: $0)) }
        } catch {
            throw StoreError(error)
        }
    }
}
