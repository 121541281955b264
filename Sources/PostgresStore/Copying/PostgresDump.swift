package import StoreCopy

/// The store of a database that a copy reads, in the state that it has when the copy begins.
package final class PostgresDump: StoreDump {
    package let place: String
    package let identity: String
    private let connection: PostgresConnection

    /// Finds a store that no node is connected to.
    ///
    /// It blocks the calling thread. A store of an earlier release is brought up, as by the start of a node.
    ///
    /// - Throws: ``StoreOpenError``.
    package init(uri: String) throws {
        let settings = try ConnectionSettings.forCopying(uri: uri)
        place = "postgres:" + settings.place
        (connection, identity) = try settings.namingFailures {
            let connection = try PostgresConnection(settings)
            guard try Schema.isThere(in: connection) else {
                throw StoreOpenError.noStore(place: settings.place)
            }
            let identity = try connection.openForCopying(settings.place)
            guard try !CopyMarkTable.isThere(in: connection) else {
                throw StoreOpenError.unfinishedCopy(place: settings.place)
            }
            try CopiedRows.begin(connection)
            return (connection, identity)
        }
    }

    package func readRows(
        of table: CopiedTable, after count: Int64, isOrdered: Bool, _ take: ([CopiedRow]) throws -> Void
    ) throws {
        try CopiedRows(connection: connection).read(table, after: count, isOrdered: isOrdered, take)
    }
}

extension ConnectionSettings {
    /// Those of a connection that takes its time, and plans by what the server knows.
    ///
    /// - Throws: ``StoreOpenError/unreadableURI``.
    static func forCopying(uri: String) throws(StoreOpenError) -> ConnectionSettings {
        guard let settings = try? ConnectionSettings(uri: uri) else {
            throw .unreadableURI
        }
        return settings.forCopying
    }

    /// Those of a connection to the same place that takes its time.
    var forCopying: ConnectionSettings {
        var settings = self
        settings.maximumSilence = .seconds(24 * 60 * 60)
        settings.takeTime()
        return settings
    }

    /// Tells the failures of a connection as those of the store.
    func namingFailures<Value>(_ body: () throws -> Value) throws -> Value {
        do {
            return try body()
        } catch let error as PostgresError where error.endsConnection {
            throw StoreOpenError.unreachable(place: place, reason: error.description)
        } catch let error as PostgresError {
            throw StoreOpenError.notUpgraded(place: place, reason: error.description)
        }
    }
}

extension PostgresConnection {
    private static let findNodes = """
        SELECT count(*) FROM pg_stat_activity
        WHERE datname = current_database() AND pid <> pg_backend_pid()
            AND application_name IN ('\(ConnectionSettings.applicationName)',
                nullif(current_setting('application_name'), '\(ConnectionSettings.copyName)'))
        """
    private static let findIdentity = "SELECT identity FROM store"

    /// Brings the tables up, keeps other copies away, and finds no node that is connected.
    ///
    /// - Returns: the identity of the store.
    /// - Throws: ``StoreOpenError``, ``PostgresError``.
    func openForCopying(_ place: String) throws -> String {
        try Schema.bringUp(self, place: place)
        let answers = try exchange([Statement(Self.findNodes), Statement(Self.findIdentity)])
        let nodes = answers[0].rows { $0.integer(0) }.first ?? 0
        guard nodes == 0 else {
            throw StoreOpenError.nodesConnected(place: place, connections: nodes)
        }
        return answers[1].rows { $0.text(0) }.first ?? ""
    }
}
