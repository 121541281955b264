package import StoreCopy

/// An app in a database, inside one transaction.
package struct PostgresAppDump: AppDump {
    private enum SQL: String {
        case version = "SELECT version FROM schema_version"
    }

    package let place: String
    let app: UInt32
    let rows: CopiedRows

    /// Reads an app of a database, whether nodes serve it or not; nothing in it is changed.
    ///
    /// It blocks the calling thread.
    ///
    /// - Throws: ``StoreOpenError``, and what the body throws.
    package static func with<Value>(app: UInt32, uri: String, _ body: (any AppDump) throws -> Value) throws -> Value {
        try with(app: app, settings: .forCopying(uri: uri), body)
    }

    static func with<Value>(
        app: UInt32, settings: ConnectionSettings, _ body: (any AppDump) throws -> Value
    ) throws -> Value {
        let connection = try settings.namingFailures {
            let connection = try PostgresConnection(settings)
            try checkVersion(connection, settings.place)
            guard try !CopyMarkTable.isThere(in: connection) else {
                throw StoreOpenError.unfinishedCopy(place: settings.place)
            }
            try CopiedRows.begin(connection)
            return connection
        }
        return try body(
            PostgresAppDump(place: "postgres:" + settings.place, app: app, rows: CopiedRows(connection: connection)))
    }

    private static func checkVersion(_ connection: PostgresConnection, _ place: String) throws {
        guard try Schema.isThere(in: connection) else {
            throw StoreOpenError.noStore(place: place)
        }
        let found = try connection.exchange([Statement(SQL.version.rawValue)])[0].rows { Int($0.integer(0)) }.first ?? 0
        guard found <= Schema.currentVersion else {
            throw StoreOpenError.newerSchema(place: place, found: found, supported: Schema.currentVersion)
        }
        guard found == Schema.currentVersion else {
            throw StoreOpenError.olderSchema(place: place, found: found, needed: Schema.currentVersion)
        }
    }

    package func readRows(of table: CopiedTable, _ take: ([CopiedRow]) throws -> Void) throws {
        try rows.read(table, ofApp: app, take)
    }
}
