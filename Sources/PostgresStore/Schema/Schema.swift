/// The form of the database, and the way from older forms to the present one.
///
/// The database says the number of its form in `schema_version`. A migration that a release has shipped is never edited; a
/// new form is a new entry at the end of the list. Nodes of the release before go on while a database has the new form, so a
/// migration only adds what they need not know.
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
                version integer NOT NULL
            )
            """
        case fill = "INSERT INTO schema_version (id, version) VALUES (1, 0) ON CONFLICT DO NOTHING"
        case find = "SELECT version, current_setting('server_encoding') FROM schema_version"
        case advance = "UPDATE schema_version SET version = version + 1"
        case commit = "COMMIT"
        case isThere = "SELECT to_regclass('schema_version') IS NOT NULL"
    }

    /// How long it takes does not matter to the transaction that brings the database up.
    private static let patience = [
        "SET LOCAL statement_timeout = 0", "SET LOCAL lock_timeout = 0",
        "SET LOCAL idle_in_transaction_session_timeout = 0",
    ]

    /// The migrations; the entry at index `n` leads from version `n` to version `n + 1`.
    static let migrations = [version1]

    /// The version that this program reads and writes.
    static var currentVersion: Int { migrations.count }

    /// Whether a database holds a store, of whatever version.
    static func isThere(in connection: PostgresConnection) throws -> Bool {
        try connection.exchange([Statement(SQL.isThere.rawValue)])[0].rows { $0.bool(0) } == [true]
    }

    /// Brings a database to the present version, each step in a transaction of its own; an empty database is of version 0.
    ///
    /// Several nodes may do so at the same time.
    ///
    /// - Parameters:
    ///   - place: the database, in the words of an error.
    ///   - target: the version, for tests.
    /// - Throws: ``StoreOpenError``, ``PostgresError``.
    static func bringUp(
        _ connection: PostgresConnection, place: String, to target: Int = currentVersion
    ) throws {
        while true {
            let version = try begin(connection, place)
            guard version < target else {
                _ = try connection.exchange([Statement(SQL.commit.rawValue)])
                return
            }
            try connection.run(script: migrations[version])
            _ = try connection.exchange([Statement(SQL.advance.rawValue), Statement(SQL.commit.rawValue)])
        }
    }

    /// Begins a transaction that no other that brings the database up runs beside.
    ///
    /// - Returns: the version of the database.
    private static func begin(_ connection: PostgresConnection, _ place: String) throws -> Int {
        let beginning =
            [SQL.begin.rawValue] + patience + [SQL.lock, .make, .fill, .find].map(\.rawValue)
        guard
            let found = try connection.exchange(beginning.map { Statement($0) }).last?
                .rows({ (version: Int($0.integer(0)), encoding: $0.text(1)) }).first
        else {
            throw StoreOpenError.notUpgraded(place: place, reason: "it does not say which schema it has")
        }
        guard found.encoding == "UTF8" else {
            throw StoreOpenError.notUpgraded(
                place: place, reason: "its encoding is \(found.encoding), and the store needs UTF8")
        }
        guard found.version <= currentVersion else {
            throw StoreOpenError.newerSchema(place: place, found: found.version, supported: currentVersion)
        }
        return found.version
    }
}
