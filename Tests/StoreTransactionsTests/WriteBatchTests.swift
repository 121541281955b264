import Groups
import SampleCalls
import Storage
import Synchronization
import Testing
import Wire

@testable import StoreTransactions

/// What transactions of one batch see of each other, whether the store answers at once or between runs.
@Suite struct WriteBatchTests {
    @Test(arguments: [true, false])
    func `a body sees the changes of the one before`(answersAtOnce: Bool) throws {
        let batch = SampleBatch(answersAtOnce: answersAtOnce)
        let results = try batch.run(
            [
                { try $0.note(alice, 1) },
                { try $0.note(alice, 2) },
            ])
        #expect(results == ["nil", "1"])
        #expect(batch.rows.accounts[alice]?.kickTime == UnixTime(seconds: 2))
    }

    @Test(arguments: [true, false])
    func `a refused body takes back nothing but its own`(answersAtOnce: Bool) throws {
        let batch = SampleBatch(answersAtOnce: answersAtOnce)
        let results = try batch.run(
            [
                { try $0.note(alice, 1) },
                { unit in
                    _ = try unit.note(alice, 2)
                    _ = try unit.note(bob, 2)
                    _ = try unit.note(alice, 3)
                    throw refuse()
                },
                { "\(try $0.note(alice, 4)) \(try $0.note(bob, 4))" },
            ])
        #expect(results == ["nil", "refused", "1 nil"])
        #expect(batch.rows.accounts[alice]?.kickTime == UnixTime(seconds: 4))
    }

    @Test(arguments: [true, false])
    func `a refused body that is the last leaves nothing to be sent`(answersAtOnce: Bool) throws {
        let batch = SampleBatch(answersAtOnce: answersAtOnce)
        let results = try batch.run(
            [
                { unit in
                    _ = try unit.note(alice, 2)
                    throw refuse()
                }
            ])
        #expect(results == ["refused"])
        #expect(batch.rows.accounts.isEmpty)
        #expect(batch.calls.writes == 0)
    }

    @Test(arguments: [true, false])
    func `the rows that many bodies change are sent once`(answersAtOnce: Bool) throws {
        let batch = SampleBatch(answersAtOnce: answersAtOnce)
        let bodies: [SampleBatch.Body] = (1...20).map { second in
            { try $0.note(alice, Int64(second)) }
        }
        #expect(try batch.run(bodies).last == "19")
        #expect(batch.calls.writes == 1)
        #expect(batch.calls.rows == 1)
    }

    @Test(arguments: [true, false])
    func `a question is answered with the changes of the bodies before`(answersAtOnce: Bool) throws {
        let batch = SampleBatch(answersAtOnce: answersAtOnce)
        let results = try batch.run(
            [
                { try $0.create("one") },
                { try $0.list() },
                { try $0.create("two") },
                { try $0.list() },
                { try $0.list() },
            ])
        #expect(results == ["1", "one", "2", "one two", "one two"])
    }

    @Test(arguments: [true, false])
    func `a set-wide change comes after the changes of rows, and bodies behind it see it`(answersAtOnce: Bool) throws {
        let batch = SampleBatch(answersAtOnce: answersAtOnce)
        let results = try batch.run(
            [
                { try $0.create("one") },
                { try $0.join(alice, "one") },
                { try $0.destroy("one") },
                { try $0.join(alice, "one") },
                { try $0.create("one") },
                { try $0.list() },
            ])
        #expect(results == ["1", "joined", "destroyed", "refused", "2", "one"])
        #expect(batch.rows.members.isEmpty)
    }

    @Test(arguments: [true, false])
    func `a body that records a set-wide change and is refused leaves everything`(answersAtOnce: Bool) throws {
        let batch = SampleBatch(answersAtOnce: answersAtOnce)
        let results = try batch.run(
            [
                { try $0.create("one") },
                { unit in
                    _ = try unit.destroy("one")
                    throw refuse()
                },
                { try $0.list() },
            ])
        #expect(results == ["1", "refused", "one"])
    }

    @Test(arguments: [true, false])
    func `apps share the numbers and nothing else`(answersAtOnce: Bool) throws {
        let batch = SampleBatch(answersAtOnce: answersAtOnce)
        let bodies: [(SDKAppID, SampleBatch.Body)] = [
            (app, { try $0.create("one") }),
            (otherApp, { try $0.create("one") }),
            (app, { try $0.create("two") }),
            (otherApp, { try $0.list() }),
        ]
        let results = try batch.run(bodies)
        #expect(results == ["1", "2", "3", "one"])
        #expect(batch.state[otherApp].groups.count == 1)
        #expect(batch.state.numbers[.groups] == 3)
    }

    @Test(arguments: [true, false])
    func `a number that a refused body took is given to the next`(answersAtOnce: Bool) throws {
        let batch = SampleBatch(answersAtOnce: answersAtOnce)
        let results = try batch.run(
            [
                { unit in
                    _ = try unit.create("one")
                    throw refuse()
                },
                { try $0.create("two") },
            ])
        #expect(results == ["refused", "1"])
    }

    @Test func `a body behind one that lacks rows counts for nothing`() throws {
        let batch = SampleBatch(answersAtOnce: false)
        let runs = RunCount()
        let results = try batch.run(
            [
                { try $0.note(alice, 1) },
                // asks for nothing that is not there
                { unit in
                    runs.add()
                    unit.accounts.insert(AccountRow(importTime: .never, kickTime: UnixTime(seconds: 2)), for: bob)
                    return "inserted"
                },
                { "\(try $0.note(alice, 3)) \(try $0.note(bob, 3))" },
            ])
        #expect(results == ["nil", "inserted", "1 2"])
        #expect(runs.value == 2)
        #expect(batch.rows.accounts.count == 2)
    }

    @Test func `what lies outside is asked once, by a run that counts`() throws {
        let batch = SampleBatch(answersAtOnce: false)
        let asks = RunCount()
        let body: SampleBatch.Body = { unit in
            let isNew = try unit.accounts.find(alice) == nil
            let isThrottled =
                try isNew
                && unit.askOutside {
                    asks.add()
                    return false
                }
            return "\(isThrottled) \(try unit.note(alice, 1))"
        }
        let answers = try batch.run(
            [
                // lacks rows twice, while the others lack none the second time
                { "\(try $0.note(bob, 1)) \(try $0.create("one"))" },
                body,
                body,
            ])
        #expect(answers == ["nil 1", "false nil", "false 1"])
        #expect(asks.value == 1)
    }

    @Test func `what all bodies ask for comes in one trip`() throws {
        let batch = SampleBatch(answersAtOnce: false)
        let bodies: [SampleBatch.Body] = (1...20).map { index in
            { try $0.note(sampleAccount("user\(index)"), 1) }
        }
        _ = try batch.run(bodies)
        #expect(batch.calls == StoreCalls(depth: 1, asks: 1, rows: 20, writes: 1))
    }

    @Test func `what is prefetched comes with what is asked next`() throws {
        let batch = SampleBatch(answersAtOnce: false)
        _ = try batch.run(
            [
                { unit in
                    unit.accounts.prefetch(bob)
                    unit.globalMutes.prefetch(bob)
                    try unit.accounts.prefetch([alice, bob])
                    _ = try unit.groups.find(sampleGroup("one"))
                    #expect(try unit.accounts.find([alice, bob]).isEmpty)
                    return "\(try unit.globalMutes.find(bob) == nil)"
                }
            ])
        #expect(batch.calls == StoreCalls(depth: 1, asks: 3, rows: 4))
    }

    @Test func `a store that answers at once is not asked for single rows that may not be needed`() throws {
        let batch = SampleBatch(answersAtOnce: true)
        _ = try batch.run(
            [
                { unit in
                    unit.accounts.prefetch(bob)
                    unit.prefetch(GroupsInOrder(type: nil, number: 0, limit: 1))
                    return "\(try unit.accounts.find(alice) == nil)"
                }
            ])
        #expect(batch.calls == StoreCalls(asks: 1, rows: 1))
    }

    @Test(arguments: [true, false])
    func `a row that does not exist is not asked for again`(answersAtOnce: Bool) throws {
        let batch = SampleBatch(answersAtOnce: answersAtOnce)
        let look: @Sendable (UnitOfWork) throws -> String = { "\(try $0.accounts.find(alice) == nil)" }
        #expect(try batch.run([look, look]) == ["true", "true"])
        #expect(batch.calls.rows == 1)
    }

    @Test(arguments: [true, false])
    func `a batch begins with the rows as others have left them`(answersAtOnce: Bool) throws {
        let batch = SampleBatch(answersAtOnce: answersAtOnce)
        _ = try batch.run([{ try $0.note(alice, 1) }])
        batch.state[app].accounts[alice]?.kickTime = UnixTime(seconds: 7)
        #expect(try batch.run([{ try $0.note(alice, 8) }]) == ["7"])
    }

    @Test(arguments: [true, false])
    func `what has been changed is told once, by number`(answersAtOnce: Bool) throws {
        let batch = SampleBatch(answersAtOnce: answersAtOnce)
        _ = try batch.run([{ try $0.create("one") }, { try $0.create("two") }, { try $0.create("three") }])
        #expect(batch.changedGroups == [1, 2, 3])
        _ = try batch.run([{ try $0.join(alice, "two") }, { try $0.destroy("three") }])
        #expect(batch.changedGroups == [2, 3])
        _ = try batch.run([{ try $0.list() }])
        #expect(batch.changedGroups.isEmpty)
    }

    @Test(arguments: [true, false])
    func `a change moves the version of its group once`(answersAtOnce: Bool) throws {
        let batch = SampleBatch(answersAtOnce: answersAtOnce)
        _ = try batch.run([{ try $0.create("one") }, { try $0.join(alice, "one") }])
        #expect(batch.rows.groups[sampleGroup("one")]?.version == 2)
    }

    @Test(arguments: [true, false])
    func `what no body sees any more is removed as often as bodies that stand have said`(answersAtOnce: Bool) throws {
        let batch = SampleBatch(answersAtOnce: answersAtOnce)
        for random in 0..<10 {
            let key = RecentSendKey(stream: 0, random: UInt32(random), digest: [])
            batch.state[app].recentSends[key] = [
                RecentSend(seq: 1, time: .never, keptUntil: UnixTime(seconds: Int64(random)))
            ]
        }
        let tidy: @Sendable (UnitOfWork) throws -> String = { unit in
            unit.tidySends(2, at: UnixTime(seconds: 8))
            return try unit.note(alice, 1)
        }
        _ = try batch.run(
            [
                tidy,
                tidy,
                { unit in
                    _ = try tidy(unit)
                    throw refuse()
                },
            ])
        #expect(batch.rows.recentSends.keys.map(\.random).sorted() == [4, 5, 6, 7, 8, 9])
    }

    @Test(arguments: [true, false])
    func `a failure of the store is the whole batch's`(answersAtOnce: Bool) throws {
        let batch = SampleBatch(answersAtOnce: answersAtOnce)
        batch.state[app].accounts[bob] = AccountRow(importTime: .never)
        #expect(throws: UnexpectedChange.self) {
            try batch.run(
                [
                    { try $0.note(alice, 1) },
                    // takes the place of a row that it has not asked for
                    { unit in
                        unit.accounts.insert(AccountRow(importTime: .never), for: bob)
                        return "inserted"
                    },
                ])
        }
        #expect(batch.rows.accounts.count == 1)
    }

    @Test(arguments: [true, false])
    func `rows that do not fit together lose a batch, and refuse a body that is alone`(answersAtOnce: Bool) throws {
        let batch = SampleBatch(answersAtOnce: answersAtOnce)
        let contradicted: SampleBatch.Body = { _ in throw InconsistentRows(description: "contradiction") }
        #expect(throws: InconsistentRows.self) {
            try batch.run([{ try $0.note(alice, 1) }, contradicted])
        }
        #expect(batch.rows.accounts.isEmpty)
        #expect(try batch.run([contradicted]) == ["refused"])
    }
}

/// Counts runs of a body.
private final class RunCount: Sendable {
    private let count = Mutex(0)

    var value: Int { count.withLock(\.self) }

    func add() {
        count.withLock { $0 += 1 }
    }
}
