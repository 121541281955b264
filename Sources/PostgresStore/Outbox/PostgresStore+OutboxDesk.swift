package import Logging
package import Storage

extension PostgresStore {
    /// Works on the outbox of a database, whether nodes serve it or not.
    ///
    /// - Throws: ``StoreOpenError``, and what the body throws.
    package static func withOutboxDesk(
        uri: String, surroundings: Surroundings, logger: Logger, _ body: (any OutboxDesk) async throws -> Void
    ) async throws {
        var options = Options()
        (options.laneCount, options.readerCount) = (1, 1)
        let store = try PostgresStore(uri: uri, options: options, surroundings: surroundings, logger: logger)
        do {
            try await body(store)
        } catch {
            try? await store.close()
            throw error
        }
        try await store.close()
    }
}
