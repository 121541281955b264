import Groups
import Storage
import Testing
import Wire

@testable import PostgresStore
@testable import StorageConformance

/// Two nodes on one database, whose callers get into each other's way.
@Suite struct RowAgreementTests {
    /// What the callers of a node do, one after the other.
    private struct Caller: Sendable {
        let store: any GroupStore
        let number: Int

        private static let groups = (0..<4).map { GroupID.sample("club\($0)") }
        private static let accounts = Account.many(6)

        /// Makes calls that others refuse, undo and repeat; each is refused or carried out.
        func run(_ calls: Int) async throws {
            for call in 0..<calls {
                // numbers that have no order which the callers share
                let mix = (number &* 7_919 &+ call &* 104_729) % 1_000_003
                let group = Self.groups[mix % Self.groups.count]
                let account = Self.accounts[mix / 7 % Self.accounts.count]
                let other = Self.accounts[mix / 31 % Self.accounts.count]
                _ = try await refusal { try await make(mix / 3 % 8, call, group, account, other) }
            }
        }

        private func make(
            _ kind: Int, _ call: Int, _ group: GroupID, _ account: Account, _ other: Account
        ) async throws {
            switch kind {
            case 0: try await store.create(.sample(group, owner: account))
            case 1: try await store.destroyGroup(group, in: .sample())
            case 2, 3: _ = try await store.add(account, other, to: group)
            case 4: try await store.remove(account, from: group)
            case 5: try await store.changeOwner(of: group, to: other, in: .sample())
            case 6: _ = try await store.deleteAccounts([account, other], in: .sample())
            default:
                try await store.importAccounts(account)
                try await store.send(
                    .sample("text", from: account, random: UInt32(number * 1_000 + call)), to: Conversation(group))
            }
        }
    }

    @Test func `rows agree with each other, whatever nodes do at the same time`() async throws {
        let database = try PostgresServer.shared().makeDatabase()
        // so that transactions which wait for each other find out soon
        try database.run("ALTER DATABASE \(database.name) SET deadlock_timeout = '10ms'")
        let nodes = [try database.openPatientStore(), try database.openPatientStore()]
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            for number in 0..<16 {
                let caller = Caller(store: CheckedStore(nodes[number % nodes.count]), number: number)
                tasks.addTask { try await caller.run(60) }
            }
            try await tasks.waitForAll()
        }
        for (claim, contradictions) in Self.contradictions {
            #expect(try database.integers("SELECT count(*) FROM (\(contradictions)) AS found") == [0], "\(claim)")
        }
        #expect(try database.integers("SELECT count(*) FROM messages")[0] > 0)
        for node in nodes {
            try await node.close()
        }
    }

    /// Statements that find rows which contradict each other.
    private static let contradictions = [
        "a group's row says how many members it has": """
        SELECT FROM groups WHERE member_num <> (
            SELECT count(*) FROM members WHERE members.bucket = groups.bucket AND group_number = number)
        """,
        "every member has the group in its list": """
        SELECT FROM members LEFT JOIN memberships
            ON memberships.account = members.account AND memberships.group_number = members.group_number
                AND memberships.bucket = account_bucket AND memberships.rank = members.rank
        WHERE memberships.account IS NULL
        """,
        "every list names groups with their member": """
        SELECT FROM memberships LEFT JOIN members
            ON memberships.account = members.account AND memberships.group_number = members.group_number
        WHERE members.account IS NULL
        """,
        "members have accounts": """
        SELECT FROM members WHERE account NOT IN (SELECT account FROM accounts)
        """,
        "members have groups": """
        SELECT FROM members WHERE group_number NOT IN (SELECT number FROM groups)
        """,
        "the owner is a member, and no other is": """
        SELECT FROM groups WHERE owner IS DISTINCT FROM (
            SELECT max(account) FROM members WHERE group_number = number AND role = 0)
        UNION ALL
        SELECT FROM members WHERE role = 0 GROUP BY group_number HAVING count(*) > 1
        """,
        "messages have all numbers": """
        SELECT FROM groups JOIN streams ON group_number = groups.number
        WHERE next_msg_seq - 1 <> (SELECT count(*) FROM messages WHERE stream = streams.number)
            OR next_msg_seq - 1 <> (SELECT max(seq) FROM messages WHERE stream = streams.number)
        """,
        "no message is there twice": "SELECT FROM messages GROUP BY stream, random HAVING count(*) > 1",
        "groups are counted": """
        SELECT FROM (SELECT coalesce(sum(count), 0) AS counted FROM group_counts) AS counts
        WHERE counted <> (SELECT count(*) FROM groups)
        """,
    ]
}
