import Dispatch
package import Logging
package import StoreCopy

extension PostgresStore: AppTransferStore {
    package func withDump<Value: Sendable>(
        ofApp app: UInt32, _ body: @escaping @Sendable (any AppDump) throws -> Value
    ) async throws -> Value {
        let settings = settings.forCopying
        return try await Self.apart { try PostgresAppDump.with(app: app, settings: settings, body) }
    }

    package func withLoad<Value: Sendable>(
        ofApp app: UInt32, _ body: @escaping @Sendable (any AppLoad) throws -> Value
    ) async throws -> Value {
        let settings = settings.forCopying
        return try await Self.apart { try PostgresAppLoad.with(app: app, settings: settings, body) }
    }

    /// Runs what waits for another machine, perhaps for long, on a thread outside the pool that all tasks share.
    private static func apart<Value: Sendable>(_ body: @escaping @Sendable () throws -> Value) async throws -> Value {
        try await withCheckedThrowingContinuation { continuation in
            DispatchQueue.global().async {
                continuation.resume(with: Result { try body() })
            }
        }
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
