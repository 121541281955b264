import Foundation
import Testing

/// How often transactions call the store, which lists must not multiply.
@Suite struct StoreCallsTests {
    private static let worlds = Task {
        (short: try await CountedWorld(size: 2), long: try await CountedWorld(size: 20))
    }

    @Test(arguments: CountedCall.all)
    func `a list as long as it may be does not let a transaction ask more often`(_ call: CountedCall) async throws {
        let counted = try await Counted(call, in: Self.worlds.value)
        #expect(counted.short.depth == counted.long.depth)
        #expect(counted.short.asks == counted.long.asks)
        #expect(counted.short.writes == counted.long.writes)
        #expect(counted.shortAtOnce.asks == counted.longAtOnce.asks)
        #expect(counted.long.depth <= 3 || (counted.long.depth == 4 && call.reason != nil))
        #expect(counted.longAtOnce.depth == 0)
    }

    @Test func `docs/store-calls.md is fresh`() async throws {
        var page = Self.head
        for (title, calls) in [("Writes", CountedCall.writes), ("Reads", CountedCall.reads)] {
            page += "\n## \(title)\n\n" + Self.columns
            for call in calls {
                page += try await Counted(call, in: Self.worlds.value).line
            }
        }
        let reasons = CountedCall.all.compactMap { call in call.reason.map { "- `\(call.name)`: \($0).\n" } }
        page += "\n## Four trips\n\n" + reasons.joined()
        let file = URL(filePath: #filePath).deletingLastPathComponent()
            .appending(path: "../../../docs/store-calls.md").standardizedFileURL
        if ProcessInfo.processInfo.environment["QUN_WRITE_DOCS"] == "1" {
            try Data(page.utf8).write(to: file)
        }
        let kept = try? String(contentsOf: file, encoding: .utf8)
        #expect(kept == page, "docs/store-calls.md is stale: run scripts/docs --store-calls")
    }

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

    init(_ call: CountedCall, in worlds: (short: CountedWorld, long: CountedWorld)) async throws {
        name = call.name
        short = try await call.calls(in: worlds.short.world, worlds.short.state, answersAtOnce: false)
        long = try await call.calls(in: worlds.long.world, worlds.long.state, answersAtOnce: false)
        shortAtOnce = try await call.calls(in: worlds.short.world, worlds.short.state, answersAtOnce: true)
        longAtOnce = try await call.calls(in: worlds.long.world, worlds.long.state, answersAtOnce: true)
    }

    var line: String {
        "| \(name) | \(long.depth) | \(long.asks) | \(longAtOnce.asks) | \(short.rows) | \(long.rows) | \(long.writes) |\n"
    }
}
