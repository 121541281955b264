/// Finds out whether connections have sessions of their own on the server.
///
/// PgBouncer's transaction mode gives a connection any session that is free whenever a transaction begins. Statements that
/// were prepared are elsewhere then, and settings of other connections hold, as that a commit need not be on disk.
enum OwnSession {
    private enum SQL: String {
        case process = "SELECT pg_backend_pid()"
        case mark = "SELECT set_config('qun.session', $1, false)"
        case begin = "BEGIN"
        case readMark = "SELECT coalesce(current_setting('qun.session', true), '')"
        case rollBack = "ROLLBACK"
    }

    /// How often it is looked: other clients of a pooler may let a connection have its former session by chance.
    private static let looks = 3

    /// Makes sure that a connection finds in its session what it has left there.
    ///
    /// Without a pooler it is one round trip.
    ///
    /// - Parameters:
    ///   - mark: nobody else has it.
    ///   - connect: opens another connection to the same server.
    /// - Throws: ``StoreOpenError/sharedSessions(place:)``, ``PostgresError``.
    static func require(
        _ connection: PostgresConnection, place: String, mark: String, connect: () throws -> PostgresConnection
    ) throws {
        guard try integer(.process, connection) != connection.announcedProcess else {
            return
        }
        for _ in 0..<looks {
            _ = try connection.exchange([Statement(SQL.mark.rawValue, [.text(mark)])])
            let other = try connect()
            // takes the session that was used last, if it is to be had
            _ = try other.exchange([Statement(SQL.begin.rawValue)])
            _ = try other.exchange([Statement(SQL.readMark.rawValue)])
            let found = try connection.exchange([Statement(SQL.readMark.rawValue)]).first?.rows { $0.text(0) }
            _ = try other.exchange([Statement(SQL.rollBack.rawValue)])
            guard found == [mark] else {
                throw StoreOpenError.sharedSessions(place: place)
            }
        }
    }

    private static func integer(_ sql: SQL, _ connection: PostgresConnection) throws -> Int64? {
        try connection.exchange([Statement(sql.rawValue)]).first?.rows { $0.integer(0) }.first
    }
}
