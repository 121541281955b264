import Testing

@testable import PostgresStore

/// How the server finds rows, which must not depend on what it knows of a table when a statement is planned.
@Suite(.serialized) struct QueryPlanTests {
    /// What tables hold when statements are planned.
    enum Contents: CaseIterable {
        case nothing
        /// A few rows of one app, which the server has counted.
        case counted
    }

    @Test(arguments: Contents.allCases)
    func `no statement reads a whole table`(_ contents: Contents) throws {
        let plans = try QueryPlans(contents)
        for sql in QueryPlans.statements {
            let plan = try plans.plan(of: sql)
            #expect(!plan.contains("Seq Scan on"), "\(sql)\n\(plan)")
            #expect(!plan.contains("Hash"), "\(sql)\n\(plan)")
        }
    }

    @Test(arguments: Contents.allCases)
    func `rows are looked up by their whole keys`(_ contents: Contents) throws {
        let plans = try QueryPlans(contents)
        let lookUps: [(sql: String, index: String)] = [
            (AccountTable.SQL.find.rawValue, "accounts_pkey"),
            (GlobalMuteTable.SQL.find.rawValue, "global_mutes_pkey"),
            (GroupTable.SQL.byID.rawValue, "groups_by_id"),
            (GroupTable.SQL.byIDForWriting.rawValue, "groups_by_id"),
            (GroupTable.SQL.byNumber.rawValue, "groups_pkey"),
            (GroupTable.SQL.stamps.rawValue, "groups_by_id"),
            (GroupTable.SQL.save.rawValue, "groups_pkey"),
            (GroupTable.SQL.saveMessages.rawValue, "groups_pkey"),
            (MemberTable.SQL.find.rawValue, "members_pkey"),
            (MemberTable.SQL.save.rawValue, "members_pkey"),
            (MemberTable.SQL.recordSpeaking.rawValue, "members_pkey"),
            (MembershipTable.SQL.delete.rawValue, "memberships_pkey"),
            (MuteTable.SQL.find.rawValue, "mutes_pkey"),
            (BanTable.SQL.find.rawValue, "bans_pkey"),
            (TopicTable.SQL.find.rawValue, "topics_pkey"),
            (TopicTable.SQL.recordMessages.rawValue, "topics_pkey"),
            (TopicReadTable.SQL.find.rawValue, "topic_reads_pkey"),
            (StreamTable.SQL.find.rawValue, "streams_by_conversation"),
            (StreamTable.SQL.save.rawValue, "streams_pkey"),
            (MessageTable.SQL.find.rawValue, "messages_pkey"),
            (MessageTable.SQL.page.rawValue, "messages_pkey"),
            (RecentSendTable.SQL.find.rawValue, "recent_sends_pkey"),
            (ReceiptTable.SQL.save.rawValue, "receipts_pkey"),
            (ExtensionTable.SQL.find.rawValue, "extensions_pkey"),
        ]
        for (sql, index) in lookUps {
            let plan = try plans.plan(of: sql)
            #expect(plan.contains("using \(index) on"), "\(sql)\n\(plan)")
            #expect(!plan.contains("Filter"), "\(sql)\n\(plan)")
        }
    }

    @Test(arguments: Contents.allCases)
    func `lists come in the order of an index`(_ contents: Contents) throws {
        let plans = try QueryPlans(contents)
        let lists: [(sql: String, index: String)] = [
            (MemberTable.SQL.page.rawValue, "members_in_order"),
            (MemberTable.SQL.pageWithOffice.rawValue, "members_with_office"),
            (MembershipTable.SQL.joined.rawValue, "memberships_in_order"),
            (GroupTable.SQL.list.rawValue, "groups_in_order"),
            (GroupTable.SQL.listOfType.rawValue, "groups_by_type"),
            (StreamTable.SQL.list.rawValue, "streams_in_order"),
            (BanTable.SQL.list.rawValue, "bans_by_end"),
            (MuteTable.SQL.list.rawValue, "mutes_by_end"),
            (RecentSendTable.SQL.purge.rawValue, "recent_sends_by_end"),
        ]
        for (sql, index) in lists {
            let plan = try plans.plan(of: sql)
            #expect(plan.contains("using \(index) on"), "\(sql)\n\(plan)")
            #expect(!plan.contains("Sort"), "\(sql)\n\(plan)")
        }
    }
}

/// The plans of a server.
final class QueryPlans {
    private let database: TemporaryDatabase
    private let connection: PostgresConnection
    private var count = 0

    init(_ contents: QueryPlanTests.Contents) throws {
        database = try PostgresServer.shared().makeDatabase()
        connection = try database.connect()
        if contents == .counted {
            try connection.run(script: Self.rows)
        }
    }

    /// What the server says of a statement's plan, whatever its parameters.
    func plan(of sql: String) throws -> String {
        count += 1
        let numbers = sql.split(separator: "$").dropFirst().compactMap { Int($0.prefix { $0.isNumber }) }
        let values = [String](repeating: "NULL", count: numbers.max() ?? 0).joined(separator: ", ")
        let answers = try connection.exchange([
            Statement("PREPARE statement\(count) AS \(sql)"),
            Statement("EXPLAIN (COSTS OFF) EXECUTE statement\(count)\(values.isEmpty ? "" : "(\(values))")"),
        ])
        return answers[1].rows { $0.text(0) }.joined(separator: "\n")
    }

    /// All statements of all tables.
    static let statements: [String] =
        texts(AccountTable.SQL.self) + texts(AttributeTable.SQL.self) + texts(BanTable.SQL.self)
        + texts(BroadcastTable.SQL.self) + texts(CounterTable.SQL.self) + texts(ExtensionCounterTable.SQL.self)
        + texts(ExtensionTable.SQL.self) + texts(GlobalMuteTable.SQL.self) + texts(GroupCountTable.SQL.self)
        + texts(GroupGrowthTable.SQL.self) + texts(GroupTable.SQL.self) + texts(MemberTable.SQL.self)
        + texts(MembershipTable.SQL.self) + texts(MessageTable.SQL.self) + texts(MuteTable.SQL.self)
        + texts(NumberTable.SQL.self) + texts(PermissionGroupMemberTable.SQL.self)
        + texts(PermissionGroupNumberTable.SQL.self)
        + texts(PermissionGroupTable.SQL.self) + texts(PortraitTable.SQL.self) + texts(ReceiptTable.SQL.self)
        + texts(RecentSendTable.SQL.self) + texts(RoomAdminTable.SQL.self) + texts(StreamTable.SQL.self)
        + texts(StreamNumberTable.SQL.self)
        + texts(TopicPermissionTable.SQL.self) + texts(TopicReadTable.SQL.self) + texts(TopicTable.SQL.self)
        + texts(TraceTable.SQL.self) + texts(OutboxTable.SQL.self)

    private static func texts<SQL: CaseIterable & RawRepresentable<String>>(_ sql: SQL.Type) -> [String] {
        sql.allCases.map(\.rawValue)
    }

    /// Fifty groups with ten members each, and a little of everything else.
    private static let rows = """
        INSERT INTO accounts SELECT number % 10, 1, 'a' || number, NULL, NULL, 1, 0 FROM generate_series(1, 200) AS number;
        INSERT INTO global_mutes SELECT bucket, 1, account, 1, 1 FROM accounts LIMIT 100;
        INSERT INTO groups SELECT number % 10, number << 10 | number % 10, 1, 'g' || number, 1, 1, 1, 1, 1, 1, 1, 0, 10, 10,
            0, 1, 0, 0, false, false, false, false, true, NULL, '', '', '', '', ''
            FROM generate_series(1, 50) AS number;
        INSERT INTO members SELECT bucket, 1, number, 'a' || member, 1, 2, 0, 1, member, 0, 0, 0, 0, 0, '', ''
            FROM groups, generate_series(1, 10) AS member;
        INSERT INTO memberships SELECT 1, 1, 'a' || member, number, 1, group_id, 0, false, true, 1
            FROM groups, generate_series(1, 10) AS member;
        INSERT INTO mutes SELECT bucket, number, '', 'a' || member, 1 FROM groups, generate_series(1, 3) AS member;
        INSERT INTO bans SELECT bucket, number, 'a' || member, 1 FROM groups, generate_series(1, 3) AS member;
        INSERT INTO topics SELECT bucket, number, 't' || topic, 1, 1, 1, 0, false, '', '', '', '', ''
            FROM groups, generate_series(1, 3) AS topic;
        INSERT INTO topic_reads SELECT bucket, number, 'a' || member, 't1', 1, 0
            FROM groups, generate_series(1, 3) AS member;
        INSERT INTO streams SELECT bucket, number, 1, number, '', 0, 0, false FROM groups;
        INSERT INTO messages SELECT bucket, number, seq, 1, 1, 0, 0, 1, 'a', '', ''
            FROM groups, generate_series(1, 5) AS seq;
        INSERT INTO recent_sends SELECT bucket, number, 1, seq, decode(md5(seq || '-' || number), 'hex'), seq, seq, seq
            FROM groups, generate_series(1, 5) AS seq;
        INSERT INTO receipts SELECT bucket, number, 1, false, 'a' || member FROM groups, generate_series(1, 3) AS member;
        INSERT INTO extensions SELECT bucket, number, 1, ('k' || key)::bytea, '', 1
            FROM groups, generate_series(1, 3) AS key;
        ANALYZE
        """
}
