package import Foundation
import GRDB
package import Logging
import Storage
package import StoreCopy
import StoreTransactions
import Wire

extension SQLiteStore: AppTransferStore {
    package func withDump<Value: Sendable>(
        ofApp app: UInt32, _ body: @escaping @Sendable (any AppDump) throws -> Value
    ) async throws -> Value {
        let folder = folderURL
        return try await apart { try SQLiteAppDump.beside(app: app, in: folder, body) }
    }

    package func withLoad<Value: Sendable>(
        ofApp app: UInt32, _ body: @escaping @Sendable (any AppLoad) throws -> Value
    ) async throws -> Value {
        let place = "sqlite:" + folderURL.path
        do {
            return try await commits.perform { [changes, commits] database in
                let load = SQLiteAppLoad(
                    app: app, place: place, database: database,
                    emptyOutbox: { try commits.outbox.empty(of: SDKAppID(app), in: database) },
                    didRemove: { changes.note($0) })
                return try body(load)
            }
        } catch .unavailable(let cause) {
            throw cause
        }
    }

    /// Opens the store of a data folder for as long as a body fills one of its apps.
    ///
    /// - Throws: ``StoreOpenError``, also when a server has the store open, and what the body throws.
    package static func withStore<Value>(
        in folder: URL, signs: [String], logger: Logger, _ body: (any AppTransferStore) async throws -> Value
    ) async throws -> Value {
        let store = try SQLiteStore(folder: folder, options: OpeningOptions(signsOfStore: signs), logger: logger)
        do {
            try await store.commits.perform(changesRows: false) { database in
                // what the bound of memory allows; keys come in no order
                try database.execute(sql: "PRAGMA cache_size = -262144")
            }
            let value = try await body(store)
            try await store.close()
            return value
        } catch {
            try? await store.close()
            throw error
        }
    }
}
