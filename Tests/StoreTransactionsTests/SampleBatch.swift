import Groups
import SampleCalls
import Storage
import Synchronization
import Testing
import Wire

@testable import StoreTransactions

/// Batches on a state in memory, which each of them changes.
final class SampleBatch {
    typealias Body = @Sendable (UnitOfWork) throws -> String

    var state = MemoryState()
    /// What the last batch has called.
    private(set) var calls = StoreCalls()
    /// The groups that the last batch has told of.
    private(set) var changedGroups: Set<GroupNumber> = []
    private let answersAtOnce: Bool

    init(answersAtOnce: Bool) {
        self.answersAtOnce = answersAtOnce
    }

    var rows: MemoryApp { state[app] }

    /// Runs bodies of one app in one batch.
    ///
    /// - Returns: what each has answered, `refused` for one that has thrown.
    @discardableResult
    func run(_ bodies: [Body]) throws -> [String] {
        try run(bodies.map { (app, $0) })
    }

    /// Runs bodies of apps in one batch.
    @discardableResult
    func run(_ bodies: [(SDKAppID, Body)]) throws -> [String] {
        let draft = MemoryDraft(state, CallCounter())
        let batch = WriteBatch(MemoryTransaction(draft: draft), answersAtOnce: answersAtOnce)
        let results = Results()
        let jobs = bodies.map { app, body in
            WriteJob(
                app: app,
                run: { unit in
                    let result = try body(unit)
                    return { results.add(result) }
                },
                fail: { _ in results.add("refused") })
        }
        for answer in try batch.run(jobs) {
            answer()
        }
        state = draft.state
        calls = draft.counter.calls
        changedGroups = batch.end()
        return results.take()
    }
}

private final class Results: Sendable {
    private let results = Mutex<[String]>([])

    func add(_ result: String) {
        results.withLock { $0.append(result) }
    }

    func take() -> [String] {
        results.withLock(\.self)
    }
}

/// Refuses a body of a test.
func refuse() -> APIError {
    APIError(.invalidParameter, "no")
}

/// Small transactions, each with an answer in words.
extension UnitOfWork {
    /// - Returns: the second of the kick before; `nil` in words when there was none.
    func note(_ account: Account, _ second: Int64) throws -> String {
        let row = try accounts.find(account)
        var noted = row ?? AccountRow(importTime: .never)
        noted.kickTime = UnixTime(seconds: second)
        accounts.set(noted, for: account)
        return row.map { "\($0.kickTime.seconds)" } ?? "nil"
    }

    /// - Returns: the new group's number.
    func create(_ group: String) throws -> String {
        guard try groups.find(sampleGroup(group)) == nil else {
            throw refuse()
        }
        let draft = GroupDraft(type: .public, name: group)
        let profile = try draft.group(id: sampleGroup(group), createTime: .never, limits: GroupLimits()).profile
        let row = GroupRow(number: try takeNumber(of: .groups), nextEntry: 1, profile: profile)
        insert(row) { _ in }
        return "\(row.number)"
    }

    func join(_ account: Account, _ group: String) throws -> String {
        let key = MemberKey(group: try require(sampleGroup(group)).number, account: account)
        guard try members.find(key) == nil else {
            return "there"
        }
        try change(sampleGroup(group)) { change in
            add(Member(account: account, joinTime: .never, msgFlag: .acceptAndNotify), entry: 1, in: change)
        }
        return "joined"
    }

    func destroy(_ group: String) throws -> String {
        try destroy([require(sampleGroup(group))])
        return "destroyed"
    }

    /// - Returns: the identifiers of all groups in the order of their numbers.
    func list() throws -> String {
        try ask(GroupsInOrder(type: nil, number: 0, limit: 100)).map(\.id.text).joined(separator: " ")
    }
}
