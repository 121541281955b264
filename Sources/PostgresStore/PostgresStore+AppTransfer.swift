package import Logging
package import StoreCopy

extension PostgresStore: AppTransferStore {
    package func withDump<Value: Sendable>(
        ofApp app: UInt32, _ body: @escaping @Sendable (any AppDump) throws -> Value
    ) async throws -> Value {
        let settings = settings.forCopying
        return try await apart { try PostgresAppDump.with(app: app, settings: settings, body) }
    }

    package func withLoad<Value: Sendable>(
        ofApp app: UInt32, _ body: @escaping @Sendable (any AppLoad) throws -> Value
    ) async throws -> Value {
        let settings = settings.forCopying
        return try await apart { try PostgresAppLoad.with(app: app, settings: settings, body) }
    }

    /// Opens the store of a database for as long as a body fills one of its apps, whether nodes serve it or not.
    ///
    /// - Throws: ``StoreOpenError``, and what the body throws.
    package static func withStore<Value>(
        uri: String, surroundings: Surroundings, logger: Logger,
        _ body: (any AppTransferStore) async throws -> Value
    ) async throws -> Value {
        var options = Options()
        (options.laneCount, options.readerCount) = (1, 1)
        let store = try PostgresStore(uri: uri, options: options, surroundings: surroundings, logger: logger)
        do {
            let value = try await body(store)
            try await store.close()
            return value
        } catch {
            try? await store.close()
            throw error
        }
    }
}
