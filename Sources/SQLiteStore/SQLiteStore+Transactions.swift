package import Storage
package import StoreTransactions
import Traces

extension SQLiteStore {
    package func write<Value: Sendable>(
        in scope: StoreScope, about _: WriteSubject,
        _ transaction: @escaping @Sendable (UnitOfWork) throws -> Value
    ) async throws(StoreError) -> Value {
        try await Traces.part("store write") { () async throws(StoreError) in
            try await commits.perform(in: scope, transaction)
        }
    }

    package func read<Value: Sendable>(
        in scope: StoreScope, _ transaction: @escaping @Sendable (UnitOfWork) throws -> Value
    ) async throws(StoreError) -> Value {
        let app = scope.app
        return try await Traces.part("store read") { () async throws(StoreError) in
            try await reads.perform { database in
                try Reading.run(on: SQLiteTables(database, app: app), transaction)
            }
        }
    }
}
