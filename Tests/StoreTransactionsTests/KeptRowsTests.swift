import SampleCalls
import Storage
import Synchronization
import Testing
import Wire

@testable import StoreTransactions

/// The rows that one commit leaves to the next, where nobody else changes the store.
@Suite struct KeptRowsTests {
    private let draft = MemoryDraft(MemoryState(), CallCounter())
    private let batch: WriteBatch

    init() {
        batch = WriteBatch(MemoryTransaction(draft: draft), keepsRows: true)
    }

    /// Runs a body and commits.
    ///
    /// - Returns: its answer, `refused` for one that has thrown.
    @discardableResult
    private func commit(in app: SDKAppID = app, _ body: @escaping SampleBatch.Body) throws -> String {
        let answer = Mutex("")
        let job = WriteJob(
            app: app,
            run: { unit in
                let text = try body(unit)
                return { answer.withLock { $0 = text } }
            },
            fail: { _ in answer.withLock { $0 = "refused" } })
        for tell in try batch.run([job]) {
            tell()
        }
        _ = batch.end()
        return answer.withLock(\.self)
    }

    /// Checks for how many rows the store is asked.
    private func expect(rows: Int, _ body: () throws -> Void) throws {
        let before = draft.counter.calls.rows
        try body()
        #expect(draft.counter.calls.rows - before == rows)
    }

    @Test func `what a commit has read or written is not asked for by the next`() throws {
        try commit { try $0.note(alice, 1) }
        try expect(rows: 0) { () throws in
            #expect(try commit { try $0.note(alice, 2) } == "1")
            #expect(try commit { "\(try $0.accounts.find(alice)?.kickTime.seconds ?? 0)" } == "2")
        }
        #expect(draft.state[app].accounts[alice]?.kickTime == UnixTime(seconds: 2))
    }

    @Test func `a refused body leaves what was there before it`() throws {
        try commit { try $0.note(alice, 1) }
        let refused = try commit { unit in
            _ = try unit.note(alice, 2)
            _ = try unit.note(bob, 2)
            throw refuse()
        }
        #expect(refused == "refused")
        #expect(try commit { "\(try $0.note(alice, 3)) \(try $0.note(bob, 3))" } == "1 nil")
    }

    @Test func `rows are asked for again when a commit has failed`() throws {
        try commit { try $0.note(alice, 1) }
        draft.state[app].accounts[alice]?.kickTime = UnixTime(seconds: 7)
        batch.forgetRows()
        #expect(try commit { try $0.note(alice, 2) } == "7")
    }

    @Test func `rows are asked for again when many have changed at once`() throws {
        try commit { try $0.create("one") }
        try commit { try $0.destroy("one") }
        #expect(try commit { "\(try $0.groups.find(sampleGroup("one")) == nil)" } == "true")
    }

    @Test func `nothing is kept of more rows than the limit`() throws {
        let many = (0...WriteBatch.maximumKeptRows).map { sampleAccount("account\($0)") }
        try commit { "\(try $0.accounts.find(many).count)" }
        try expect(rows: 1) { try commit { "\(try $0.accounts.find(many[0]) == nil)" } }
        try expect(rows: 0) { try commit { "\(try $0.accounts.find(many[0]) == nil)" } }
    }

    @Test func `nothing is kept of more apps than the limit`() throws {
        for number in 1...UInt32(WriteBatch.maximumKeptApps) {
            try commit(in: SDKAppID(number)) { try $0.note(alice, 1) }
        }
        try expect(rows: 0) { try commit { try $0.note(alice, 2) } }
        try commit(in: SDKAppID(UInt32(WriteBatch.maximumKeptApps) + 1)) { try $0.note(alice, 1) }
        try expect(rows: 1) { try commit { try $0.note(alice, 3) } }
    }

    @Test func `what is not worth keeping is asked for again`() throws {
        let key = RecentSendKey(stream: 1, random: 2, digest: [3])
        let look: SampleBatch.Body = { "\(try $0.recentSends.find(key)?.count ?? 0)" }
        try commit(look)
        try expect(rows: 1) { try commit(look) }
    }
}
