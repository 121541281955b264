import Groups
import Testing
import Wire

@testable import StoreTransactions

/// One table of a batch, on its own.
@Suite struct WorkingTableTests {
    private let draft = MemoryDraft(MemoryState(), CallCounter())

    private func table(answersAtOnce: Bool = true) -> (WorkingTable<NumberSeries, Int64>, WorkState) {
        let work = WorkState(answersAtOnce: answersAtOnce)
        draft.state.numbers = [.groups: 7]
        return (WorkingTable(MemoryTable(draft: draft, rows: \.numbers), at: .numbers, work), work)
    }

    @Test func `a row is asked for once, and changed in memory`() throws {
        let (table, work) = table()
        #expect(try table.find(.groups) == 7)
        table.set(8, for: .groups)
        table.set(9, for: .groups)
        #expect(try table.find(.groups) == 9)
        #expect(draft.state.numbers[.groups] == 7)
        work.keepChanges()
        try work.sendChanges()
        #expect(draft.state.numbers[.groups] == 9)
        #expect(draft.counter.calls == StoreCalls(asks: 1, rows: 1, writes: 1))
    }

    @Test func `what is known to be absent is known no longer once rows are forgotten`() throws {
        let (table, work) = table()
        table.noteAbsent([.groups])
        #expect(try table.find(.groups) == nil)
        work.forget()
        #expect(try table.find(.groups) == 7)
    }

    @Test func `undoing goes back to what bodies before have left`() throws {
        let (table, work) = table()
        _ = try table.find([.groups, .streams])
        table.set(8, for: .groups)
        work.keepChanges()
        table.set(nil, for: .groups)
        table.set(1, for: .streams)
        table.set(9, for: .groups)
        table.insert(2, for: .permissionGroups)
        #expect(work.hasOwnChanges)
        work.undoChanges()
        #expect(!work.hasOwnChanges)
        #expect(try table.find([.groups, .streams, .permissionGroups]) == [.groups: 8])
        try work.sendChanges()
        #expect(draft.state.numbers == [.groups: 8])
    }

    @Test func `a row that comes and goes is not sent`() throws {
        let (table, work) = table()
        #expect(try table.find(.streams) == nil)
        table.set(1, for: .streams)
        work.keepChanges()
        table.set(nil, for: .streams)
        work.keepChanges()
        try work.sendChanges()
        #expect(draft.state.numbers == [.groups: 7])
    }

    @Test func `a row that was removed can come again`() throws {
        let (table, work) = table()
        #expect(try table.find(.groups) == 7)
        table.set(nil, for: .groups)
        work.keepChanges()
        try work.sendChanges()
        #expect(draft.state.numbers.isEmpty)
        table.set(1, for: .groups)
        work.keepChanges()
        try work.sendChanges()
        #expect(draft.state.numbers == [.groups: 1])
    }

    @Test func `between runs a row is wanted, then there`() throws {
        let (table, work) = table(answersAtOnce: false)
        table.prefetch(.streams)
        #expect(throws: RowsMissing.self) { try table.find(.groups) }
        #expect(draft.counter.calls == StoreCalls())
        for ask in work.takeWanted() {
            try ask.load()
        }
        #expect(work.takeWanted().isEmpty)
        #expect(try table.find([.groups, .streams]) == [.groups: 7])
        #expect(draft.counter.calls == StoreCalls(asks: 1, rows: 2))
    }

    @Test func `what has been forgotten is asked for again`() throws {
        let (table, work) = table()
        #expect(try table.find(.groups) == 7)
        table.set(8, for: .groups)
        work.keepChanges()
        work.forget()
        #expect(try table.find(.groups) == 7)
        try work.sendChanges()
        #expect(draft.state.numbers == [.groups: 7])
        #expect(draft.counter.calls == StoreCalls(asks: 2, rows: 2))
    }
}
