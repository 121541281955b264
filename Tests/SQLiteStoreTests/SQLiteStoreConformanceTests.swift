import SQLiteStore
import StorageConformance
import Testing

@Suite struct SQLiteStoreConformanceTests {
    @Test(arguments: ConformanceCase.all)
    func `keeps the contract`(_ promise: ConformanceCase) async throws {
        try await promise.run { try SQLiteStore.openTemporary() }
    }
}
