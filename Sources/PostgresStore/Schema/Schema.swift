/// The form of the database, and the way from older forms to the present one.
///
/// The database says the number of its form in `schema_version`. A migration that a release has shipped is never edited; a
/// new form is a new entry at the end of the list.
///
/// Nodes of two releases serve a database while it is upgraded. Each form says from which version on nodes can serve it: a
/// migration that only adds what older nodes need not know leaves that as it is; one that they cannot live with is not made
/// while they are there.
enum Schema {
    private enum SQL: String {
        case begin = "BEGIN"
        /// Others that bring the same database up wait meanwhile.
        ///
        /// The key is `Qun1` in ASCII.
        case lock = "SELECT pg_advisory_xact_lock(1366650417)"
        case make = """
            CREATE TABLE IF NOT EXISTS schema_version (
                id smallint PRIMARY KEY CHECK (id = 1),
                version integer NOT NULL,
                served_from integer NOT NULL
            )
            """
        case fill = "INSERT INTO schema_version (id, version, served_from) VALUES (1, 0, 0) ON CONFLICT DO NOTHING"
        case find = "SELECT version, served_from, current_setting('server_encoding') FROM schema_version"
        case advance = "UPDATE schema_version SET version = version + 1, served_from = $1"
        case commit = "COMMIT"
        case isThere = "SELECT to_regclass('schema_version') IS NOT NULL"
    }

    /// Keeps others from bringing the same database up until the transaction ends.
    static let lock = SQL.lock.rawValue

    /// How long it takes does not matter to the transaction that brings the database up.
    static let patience = [
        "SET LOCAL statement_timeout = 0", "SET LOCAL lock_timeout = 0",
        "SET LOCAL idle_in_transaction_session_timeout = 0",
    ]

    /// The migrations; the entry at index `n` leads from version `n` to version `n + 1`.
    static let migrations = [
        Migration(script: version1, servedFrom: 1),
        Migration(script: version2, servedFrom: 1),
        Migration(script: version3, servedFrom: 1),
    ]

    /// The version that this program reads and writes.
    static var currentVersion: Int { migrations.count }

    /// Whether a database holds a store, of whatever version.
    static func isThere(in connection: PostgresConnection) throws -> Bool {
        try connection.exchange([Statement(SQL.isThere.rawValue)])[0].rows { $0.bool(0) } == [true]
    }

    /// Brings a database to the present version, each step in a transaction of its own; an empty database is of version 0.
    ///
    /// Several nodes may do so at the same time. A database of a later version stays as it is.
    ///
    /// - Parameters:
    ///   - place: the database, in the words of an error.
    ///   - migrations: all that the program knows; those of other releases for tests.
    /// - Throws: ``StoreOpenError``, ``PostgresError``.
    static func bringUp(
        _ connection: PostgresConnection, place: String, by migrations: [Migration] = migrations
    ) throws {
        while true {
            let version = try begin(connection, place, supported: migrations.count)
            guard version < migrations.count else {
                _ = try connection.exchange([Statement(SQL.commit.rawValue)])
                return
            }
            let migration = migrations[version]
            if version >= firstWithNodes {
                try checkNodes(connection, place, version: version + 1, servedFrom: migration.servedFrom)
            }
            try connection.run(script: migration.script)
            _ = try connection.exchange([
                Statement(SQL.advance.rawValue, [.integer(Int64(migration.servedFrom))]),
                Statement(SQL.commit.rawValue),
            ])
        }
    }

    /// - Throws: ``StoreOpenError/olderNodes(place:count:version:)``.
    private static func checkNodes(
        _ connection: PostgresConnection, _ place: String, version: Int, servedFrom: Int
    ) throws {
        let question = Statement(
            NodeTable.SQL.older.rawValue, [.integer(Int64(servedFrom)), .integer(NodeTable.silence)])
        let count = try connection.exchange([question])[0].rows { $0.integer(0) }.first ?? 0
        guard count == 0 else {
            throw StoreOpenError.olderNodes(place: place, count: count, version: version)
        }
    }

    /// Begins a transaction that no other that brings the database up runs beside.
    ///
    /// - Returns: the version of the database.
    private static func begin(
        _ connection: PostgresConnection, _ place: String, supported: Int
    ) throws -> Int {
        let beginning =
            [SQL.begin.rawValue] + patience + [SQL.lock, .make, .fill, .find].map(\.rawValue)
        guard
            let found = try connection.exchange(beginning.map { Statement($0) }).last?
                .rows({ (version: Int($0.integer(0)), servedFrom: Int($0.integer(1)), encoding: $0.text(2)) }).first
        else {
            throw StoreOpenError.notUpgraded(place: place, reason: "it does not say which schema it has")
        }
        guard found.encoding == "UTF8" else {
            throw StoreOpenError.notUpgraded(
                place: place, reason: "its encoding is \(found.encoding), and the store needs UTF8")
        }
        guard found.version <= supported || found.servedFrom <= supported else {
            throw StoreOpenError.newerSchema(place: place, found: found.version, supported: supported)
        }
        return found.version
    }
}

/// A step from one form of the database to the next.
struct Migration: Sendable {
    /// Statements, parted by semicolons.
    let script: String
    /// The version of the oldest nodes that can serve the form to which it leads.
    let servedFrom: Int
}
