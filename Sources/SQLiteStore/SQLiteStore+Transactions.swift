package import Storage
package import StoreTransactions

extension SQLiteStore {
    package func write<Value: Sendable>(
        in scope: StoreScope, about _: WriteSubject,
        _ transaction: @escaping @Sendable (UnitOfWork) throws -> Value
    ) async throws(StoreError) -> Value {
        try await commits.perform(in: scope, transaction)
    }

    package func read<Value: Sendable>(
        in scope: StoreScope, _ transaction: @escaping @Sendable (UnitOfWork) throws -> Value
    ) async throws(StoreError) -> Value {
        let app = scope.app
        return try await reads.perform { database in
            try Reading.run(on: SQLiteTables(database, app: app), transaction)
        }
    }
}
