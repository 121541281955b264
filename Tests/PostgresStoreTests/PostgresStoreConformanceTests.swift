import Storage
import StorageConformance
import Testing

@testable import PostgresStore

/// One after the other, as each has a database of its own with several connections.
@Suite(.serialized) struct PostgresStoreConformanceTests {
    @Test(arguments: ConformanceCase.all)
    func `keeps the contract`(_ promise: ConformanceCase) async throws {
        let database = try TemporaryDatabase.lend()
        try await promise.run { CheckedStore(try database.openStore()) }
    }

    @Test(arguments: ConformanceCase.all)
    func `keeps the contract by the statements for Citus`(_ promise: ConformanceCase) async throws {
        let database = try TemporaryDatabase.lend()
        try await promise.run { CheckedStore(try database.openStoreAsDivided()) }
    }
}
