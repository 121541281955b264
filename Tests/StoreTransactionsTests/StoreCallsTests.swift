import Foundation
import SampleCalls
import Testing

/// How often transactions call the store, which lists must not multiply.
@Suite struct StoreCallsTests {
    private static let worlds = Task {
        (short: try await CountedWorld(size: 2), long: try await CountedWorld(size: 20))
    }

    @Test(arguments: SampleCall.writes + SampleCall.reads)
    func `a list as long as it may be does not let a transaction ask more often`(_ call: SampleCall) async throws {
        let counted = try await Counted(call, in: Self.worlds.value)
        #expect(counted.short.depth == counted.long.depth)
        #expect(counted.short.asks == counted.long.asks)
        #expect(counted.short.writes == counted.long.writes)
        #expect(counted.shortAtOnce.asks == counted.longAtOnce.asks)
        // with the trip that sends the changes, a write is three
        #expect(counted.long.depth <= (counted.long.writes == 0 ? 3 : 2))
        #expect(counted.longAtOnce.depth == 0)
    }

    @Test func `docs/store-calls.md is fresh`() async throws {
        var page = Self.head
        for (title, calls) in [("Writes", SampleCall.writes), ("Reads", SampleCall.reads)] {
            page += "\n## \(title)\n\n" + Self.columns
            for call in calls {
                page += try await Counted(call, in: Self.worlds.value).line
            }
        }
        let file = Self.folder.appending(path: "docs/store-calls.md")
        if ProcessInfo.processInfo.environment["QUN_WRITE_DOCS"] == "1" {
            try Data(page.utf8).write(to: file)
        }
        let kept = try? String(contentsOf: file, encoding: .utf8)
        #expect(kept == page, "docs/store-calls.md is stale: run scripts/docs --store-calls")
    }

    @Test func `every method of a store that writes is counted`() throws {
        let forwarding = Self.folder.appending(path: "Sources/StoreTransactions/Forwarding")
        let files = try FileManager.default.contentsOfDirectory(at: forwarding, includingPropertiesForKeys: nil)
        let methods = try files.flatMap { file in
            try String(contentsOf: file, encoding: .utf8).components(separatedBy: "package func ").dropFirst()
        }
        let writing = Set(methods.filter { $0.contains("await write(") }.map { $0.prefix { $0 != "(" } })
        #expect(writing.count > 30)
        #expect(Set(SampleCall.writes.map { $0.name.prefix { !",:".contains($0) } }) == writing)
    }

    /// Of the package.
    private static let folder = URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "../..").standardizedFileURL

    private static let head = """
        # Store calls of transactions

        Printed by `scripts/docs --store-calls` from what `StoreCallsTests` counts; do not edit. Each transaction runs alone, \
        on a store that holds nothing of it in memory; behind its name stands what its lists hold. The transactions of a batch \
        share their trips.

        - **Trips**: round trips before the changes are sent, to a store that answers between the runs of a transaction.
        - **Asks**: lists of keys, single keys and other questions, in all trips together.
        - **Asks at once**: as much, of a store that answers when it is asked; it is not asked for what may not be needed.
        - **Rows**: keys that are asked for, with lists of 2 and of 20; a question of another kind counts as one.
        - **Writes**: lists of changed rows, one for each table, and set-wide changes, all sent together.

        Only rows grow with lists.

        """

    private static let columns = """
        | Transaction | Trips | Asks | Asks at once | Rows, 2 | Rows, 20 | Writes |
        |---|---|---|---|---|---|---|

        """
}

/// A world and its rows.
private struct CountedWorld: Sendable {
    let world: SampleWorld
    let state: MemoryState

    init(size: Int) async throws {
        world = SampleWorld(size: size)
        state = try await world.state()
    }
}

/// What a transaction has called with short lists and with long ones.
private struct Counted {
    let name: String
    let short: StoreCalls
    let long: StoreCalls
    let shortAtOnce: StoreCalls
    let longAtOnce: StoreCalls

    init(_ call: SampleCall, in worlds: (short: CountedWorld, long: CountedWorld)) async throws {
        name = call.name
        short = try await Self.calls(of: call, in: worlds.short, answersAtOnce: false)
        long = try await Self.calls(of: call, in: worlds.long, answersAtOnce: false)
        shortAtOnce = try await Self.calls(of: call, in: worlds.short, answersAtOnce: true)
        longAtOnce = try await Self.calls(of: call, in: worlds.long, answersAtOnce: true)
    }

    /// What the transaction calls, on a store that answers at once or between runs.
    private static func calls(
        of call: SampleCall, in counted: CountedWorld, answersAtOnce: Bool
    ) async throws -> StoreCalls {
        let store = MemoryStore(counted.state, answersAtOnce: answersAtOnce)
        try await call.prepare(store, counted.world)
        _ = store.takeCalls()
        try await call.run(store, counted.world)
        let calls = store.takeCalls()
        #expect(calls.count == call.transactionCount)
        return try #require(calls.last)
    }

    var line: String {
        "| \(name) | \(long.depth) | \(long.asks) | \(longAtOnce.asks) | \(short.rows) | \(long.rows) | \(long.writes) |\n"
    }
}
