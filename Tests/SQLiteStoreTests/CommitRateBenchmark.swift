import Foundation
import Storage
import StoreTransactions
import Testing
import Wire

@testable import SQLiteStore

/// Prints rates; it asserts nothing, and runs only where `QUN_BENCH` is set.
@Suite(.serialized, .enabled(if: ProcessInfo.processInfo.environment["QUN_BENCH"] != nil))
struct CommitRateBenchmark {
    @Test(arguments: [1, 4, 16, 64])
    func `durable writes a second`(writers: Int) async throws {
        let folder = TemporaryFolder()
        let store = try folder.openStore()
        let writesEach = 8000 / max(8, writers)
        let start = ContinuousClock.now
        try await withThrowingTaskGroup { group in
            for writer in 0..<writers {
                group.addTask {
                    for index in 0..<writesEach {
                        let account = try #require(Account("user-\(writer)-\(index)"))
                        try await store.importAccounts([AccountImport(account: account)], in: .sample())
                    }
                }
            }
            try await group.waitForAll()
        }
        let seconds = (ContinuousClock.now - start) / .seconds(1)
        print("\(writers) writers: \(Int(Double(writers * writesEach) / seconds)) durable writes a second")
        try await store.close()
    }
}
