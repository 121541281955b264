import Groups
import Storage
import StoreTransactions
import Wire

/// The groups of one app's accounts, inside one transaction: what is asked of ``MemberTable`` by account.
///
/// A row is written and removed with the member's.
struct MembershipTable {
    enum SQL: String, CaseIterable {
        /// The account is kept from being deleted meanwhile.
        case insert = """
            INSERT INTO memberships (app, bucket, account, group_number, join_time, group_id, group_type, group_topics,
                group_active, rank)
            SELECT $1::bigint, accounts.bucket, account, group_number, join_time, group_id, type, supports_topics, is_activated,
                rank
            FROM unnest($2::bigint[], $3::text[], $4::bigint[], $5::bigint[], $6::bigint[], $7::bigint[])
                    AS new (bucket, account, group_bucket, group_number, join_time, rank)
                JOIN accounts USING (bucket, account)
                JOIN groups ON groups.bucket = group_bucket AND number = group_number
            WHERE accounts.app = $1
            FOR KEY SHARE OF accounts
            """
        case setRank = """
            UPDATE memberships SET rank = new.rank
            FROM unnest($2::bigint[], $3::text[], $4::bigint[], $5::bigint[])
                AS new (bucket, account, group_number, rank)
            WHERE memberships.bucket = new.bucket AND app = $1 AND memberships.account = new.account
                AND memberships.group_number = new.group_number
            """
        case delete = """
            DELETE FROM memberships
            USING unnest($2::bigint[], $3::text[], $4::bigint[]) AS gone (bucket, account, group_number)
            WHERE memberships.bucket = gone.bucket AND app = $1 AND memberships.account = gone.account
                AND memberships.group_number = gone.group_number
            """
        case deleteOfGroup = """
            DELETE FROM memberships USING members
            WHERE members.bucket = $2 AND members.group_number = $3
                AND memberships.bucket = members.account_bucket AND memberships.app = $1
                AND memberships.account = members.account AND memberships.group_number = $3
            """
        case deleteOfAccounts = """
            DELETE FROM memberships USING unnest($2::bigint[], $3::text[]) AS gone (bucket, account)
            WHERE memberships.bucket = gone.bucket AND app = $1 AND memberships.account = gone.account
            """
        case activate = """
            UPDATE memberships SET group_active = true FROM members
            WHERE members.bucket = $2 AND members.group_number = $3
                AND memberships.bucket = members.account_bucket AND memberships.app = $1
                AND memberships.account = members.account AND memberships.group_number = $3
            """
        /// Which accounts have a row that so many others come before.
        case withMoreThan = """
            SELECT account
            FROM unnest($2::bigint[], $3::text[]) AS wanted (bucket, account)
            WHERE EXISTS (
                SELECT FROM memberships
                WHERE memberships.bucket = wanted.bucket AND app = $1 AND memberships.account = wanted.account
                OFFSET $4)
            """
        case joined = """
            SELECT group_number, group_id FROM memberships
            WHERE bucket = $1 AND app + 0 = $2 AND account = $3 AND ($4::bigint IS NULL OR group_type = $4)
                AND ($5::boolean IS NULL OR group_topics = $5) AND (group_active OR rank = 0 OR $6)
            ORDER BY join_time, group_id LIMIT $7 OFFSET $8
            """
        case countJoined = """
            SELECT count(*) FROM memberships
            WHERE bucket = $1 AND app + 0 = $2 AND account = $3 AND ($4::bigint IS NULL OR group_type = $4)
                AND ($5::boolean IS NULL OR group_topics = $5) AND (group_active OR rank = 0 OR $6)
            """
    }

    /// A group that an account is a member of, as much as its list needs.
    struct JoinedGroup {
        let number: GroupNumber
        let id: GroupID
    }

    let session: Session
    let app: SDKAppID
    private var accounts: AccountTable { AccountTable(session: session, app: app) }

    /// Adds the groups of members whose groups have rows.
    ///
    /// It fails at the next round trip with ``ConflictingWrite`` when an account does not exist.
    func insert(_ rows: [KeyedRow<MemberKey, MemberRow>]) throws {
        if session.isDivided {
            try accounts.keep(Set(rows.map(\.key.account)))
        }
        try session.run(
            SQL.insert,
            [
                .app(app), rows.integers { Bucket.of($0.key.account, in: app) }, rows.texts(\.key.account.text),
                rows.buckets { Bucket.of($0.key.group) }, rows.integers(\.key.group),
                rows.integers(\.row.member.joinTime.seconds), rows.integers(\.row.member.role.rank),
            ], expecting: rows.count)
    }

    func setRank(_ rows: [KeyedRow<MemberKey, MemberRow>]) throws {
        try session.run(SQL.setRank, parameters(rows.map(\.key)) + [rows.integers(\.row.member.role.rank)])
    }

    func delete(_ keys: [MemberKey]) throws {
        try session.run(SQL.delete, parameters(keys))
    }

    /// Deletes what the members of a group have of it, as long as they have rows.
    func deleteAll(of group: GroupNumber) throws {
        try session.run(SQL.deleteOfGroup, [.app(app), .integer(Bucket.of(group)), .integer(group)])
    }

    func deleteAll(of accounts: [Account]) throws {
        try session.run(SQL.deleteOfAccounts, parameters(accounts))
    }

    /// Repeats in the members' lists that the group is activated.
    func activate(_ group: GroupNumber) throws {
        try session.run(SQL.activate, [.app(app), .integer(Bucket.of(group)), .integer(group)])
    }

    /// Which of the accounts are members of at least so many groups.
    func accounts(among accounts: [Account], inAtLeast count: Int64) throws -> Set<Account> {
        guard count > 0, !accounts.isEmpty else {
            return count > 0 ? [] : Set(accounts)
        }
        let found = try session.rows(SQL.withMoreThan, parameters(accounts) + [.integer(count - 1)]) { row in
            try row.account(0)
        }
        return Set(found)
    }

    /// A page of the groups of an account that a filter lets through, by join time, then by identifier.
    ///
    /// - Parameter limit: `nil` reads to the end.
    func joined(
        by account: Account, filter: JoinedGroupFilter, offset: Int64, limit: Int64?
    ) throws -> [JoinedGroup] {
        try session.rows(
            SQL.joined, parameters(account, filter) + [.optionalInteger(limit), .integer(offset)]
        ) { row in
            JoinedGroup(number: row.integer(0), id: try row.group(1))
        }
    }

    /// How many of an account's groups a filter lets through.
    func countJoined(by account: Account, filter: JoinedGroupFilter) throws -> Int {
        try session.rows(SQL.countJoined, parameters(account, filter)) { Int($0.integer(0)) }.first ?? 0
    }

    private func parameters(_ accounts: [Account]) -> [Parameter] {
        [.app(app), accounts.buckets { Bucket.of($0, in: app) }, accounts.texts(\.text)]
    }

    private func parameters(_ keys: [MemberKey]) -> [Parameter] {
        parameters(keys.map(\.account)) + [keys.integers(\.group)]
    }

    private func parameters(_ account: Account, _ filter: JoinedGroupFilter) -> [Parameter] {
        [
            .integer(Bucket.of(account, in: app)), .app(app), .text(account.text),
            .optionalInteger(filter.type?.storedCode), .optionalBool(filter.supportsTopics),
            .bool(filter.includesInactive),
        ]
    }
}

extension Role {
    /// What puts the owner first in a list.
    var rank: Int64 { self == .owner ? 0 : 1 }
}
