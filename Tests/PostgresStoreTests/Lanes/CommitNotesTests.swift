import Storage
import StoreTransactions
import Synchronization
import Testing
import Wire

@testable import PostgresStore

/// What becomes of a write whose connection is lost at its commit.
@Suite struct CommitNotesTests {
    private let proxy: CuttingProxy
    private let test: TestStore

    init() throws {
        let server = try PostgresServer.shared()
        let proxy = try CuttingProxy(to: server)
        self.proxy = proxy
        test = try TestStore(through: { _ in proxy })
    }

    /// Counts a group, and how often the transaction has run to its end.
    private func countGroup() async throws -> Int {
        let runs = Mutex(0)
        try await test.write { work in
            try work.countGroup()
            runs.withLock { $0 += 1 }
        }
        return runs.withLock(\.self)
    }

    @Test func `a commit whose answer is lost is found, and is not made again`() async throws {
        proxy.cut(.after, "INSERT INTO commits")
        #expect(try await countGroup() == 1)
        #expect(proxy.cutCount == 1)
        #expect(try test.countedGroups() == 1)
    }

    @Test func `a commit that the server never got is made again`() async throws {
        proxy.cut(.before, "INSERT INTO commits")
        #expect(try await countGroup() == 2)
        #expect(proxy.cutCount == 1)
        #expect(try test.countedGroups() == 1)
    }

    @Test func `a commit that comes late, after it was made again, changes nothing`() async throws {
        proxy.cut(.keeping, "INSERT INTO commits")
        #expect(try await countGroup() == 2)
        proxy.deliverKept()
        #expect(try test.countedGroups() == 1)
        #expect(try test.database.integers("SELECT count(*) FROM commits WHERE NOT stands") == [1])
    }

    @Test func `writes after a loss go on`() async throws {
        proxy.cut(.after, "INSERT INTO commits")
        _ = try await countGroup()
        #expect(try await countGroup() == 1)
        #expect(try test.countedGroups() == 2)
    }

    @Test func `while the outcome is unknown, so is the answer`() async throws {
        var options = PostgresStore.Options.small
        options.patience = .milliseconds(200)
        let hasty = try TestStore(test.database, uri: proxy.uri(test.database), options: options)
        proxy.cut(.after, "INSERT INTO commits", refusesOthers: true)
        await #expect {
            try await hasty.write { try $0.countGroup() }
        } throws: { error in
            guard case .unavailable(let cause)? = error as? StoreError else {
                return false
            }
            return cause is CommitUnknown
        }
        proxy.acceptAgain()
        // as long as no attempt is due, calls fail
        var counted: Int64?
        while counted == nil {
            counted = try? await hasty.write { try $0.groupCounts.find(.public) }
        }
        #expect(counted == 1)
    }
}
