import RulesModel
import SQLiteStore
import Storage
import Testing

@Suite("Concurrent winners")
struct ConcurrentWinnersTests {
    @Test(arguments: WinnerCase.all)
    func `goes to one`(_ wanted: WinnerCase) async throws {
        let store = try SQLiteStore.openTemporary()
        try await wanted.run(on: [store], rounds: 40)
        try await store.close()
    }
}
