import GRDB
import StoreCopy
import StoreTransactions

/// An app that is filled inside a transaction of the connection that writes.
final class SQLiteAppLoad: AppLoad {
    private enum SQL: String {
        case given = "SELECT seq FROM sqlite_sequence WHERE name = ?1"
        case groups = "SELECT number FROM groups WHERE app = ?1"
        case savepoint = "SAVEPOINT app_rows"
        case release = "RELEASE app_rows"
        case rollBack = "ROLLBACK TO app_rows"
        case miscountedGroup = """
            SELECT group_id FROM groups WHERE app = ?1 AND member_num <> (
                SELECT count(*) FROM members WHERE members.app = groups.app AND members.group_number = groups.number)
            LIMIT 1
            """
        case overtakenGroup = """
            SELECT group_id FROM groups CROSS JOIN streams ON streams.app = groups.app AND group_number = groups.number
            WHERE groups.app = ?1 AND topic = '' AND next_msg_seq <= (
                SELECT max(id) & 4294967295 FROM messages
                WHERE id BETWEEN (streams.number << 32) AND ((streams.number << 32) | 4294967295))
            LIMIT 1
            """
        case overtakenTopic = """
            SELECT topics.topic FROM topics CROSS JOIN streams ON streams.app = topics.app
                AND streams.group_number = topics.group_number AND streams.topic = topics.topic
            WHERE topics.app = ?1 AND next_msg_seq <= (
                SELECT max(id) & 4294967295 FROM messages
                WHERE id BETWEEN (streams.number << 32) AND ((streams.number << 32) | 4294967295))
            LIMIT 1
            """
    }

    let place: String
    private let app: UInt32
    private let database: Database
    /// Removes what waits to be told to the app's backend.
    private let emptyOutbox: () throws -> Void
    /// Takes the numbers of groups that are removed.
    private let didRemove: ([GroupNumber]) -> Void
    /// The number that was given last, of the tables that give numbers.
    private var lastNumbers: [CopiedTable: Int64] = [:]

    init(
        app: UInt32, place: String, database: Database, emptyOutbox: @escaping () throws -> Void,
        didRemove: @escaping ([GroupNumber]) -> Void
    ) {
        self.app = app
        self.place = place
        self.database = database
        self.emptyOutbox = emptyOutbox
        self.didRemove = didRemove
    }

    func readRows(of table: CopiedTable, _ take: ([CopiedRow]) throws -> Void) throws {
        try CopiedRows(database: database).read(table, ofApp: app, take)
    }

    func empty(forgetsOutbox: Bool) throws {
        didRemove(try database.integers(SQL.groups, Int64(app)))
        for table in CopiedTable.allCases.reversed() where !table.isDerived {
            try database.run(CopiedTableSQL.deleteAll(table), Int64(app))
        }
        if forgetsOutbox {
            try emptyOutbox()
        }
    }

    func load(_ rows: [CopiedRow], into table: CopiedTable) throws {
        let last = try lastNumber(of: table)
        try database.run(SQL.savepoint)
        do {
            var loading = try RowLoading(table, database: database)
            try loading.insert(rows, at: last)
            try database.run(SQL.release)
        } catch {
            // a full disk ends the transaction by itself
            if database.isInsideTransaction {
                try database.run(SQL.rollBack)
                try database.run(SQL.release)
            }
            throw Self.loadError(error, table)
        }
        lastNumbers[table] = last + Int64(rows.count)
    }

    func firstContradiction() throws -> String? {
        let questions: [(SQL, (String) -> String)] = [
            (.miscountedGroup, { "MemberNum of the group \($0) is not the number of its members" }),
            (.overtakenGroup, { "NextMsgSeq of the group \($0) is not beyond its messages" }),
            (.overtakenTopic, { "NextMsgSeq of the topic \($0) is not beyond its messages" }),
        ]
        for (sql, sentence) in questions {
            if let found = try database.rows(sql, Int64(app), read: { $0.text(0) }).first {
                return sentence(found)
            }
        }
        return nil
    }

    private func lastNumber(of table: CopiedTable) throws -> Int64 {
        try lastNumbers[table] ?? database.integers(SQL.given, table.name).first ?? 0
    }

    private static func loadError(_ error: any Error, _ table: CopiedTable) -> any Error {
        switch (error as? DatabaseError)?.extendedResultCode {
        case .SQLITE_CONSTRAINT_PRIMARYKEY, .SQLITE_CONSTRAINT_UNIQUE, .SQLITE_CONSTRAINT_ROWID:
            AppLoadError.repeatedRow(table)
        case .SQLITE_CONSTRAINT_FOREIGNKEY: AppLoadError.missingReference(table)
        case .SQLITE_CONSTRAINT_CHECK: AppLoadError.brokenRule(table)
        default: error
        }
    }
}
