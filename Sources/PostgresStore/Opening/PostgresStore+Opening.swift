import Logging

extension PostgresStore {
    /// Finds the database, and makes its tables or brings them up.
    ///
    /// - Returns: how its connections are opened.
    /// - Throws: ``StoreOpenError``.
    static func openDatabase(
        uri: String, options: Options, surroundings: Surroundings, logger: Logger
    ) throws(StoreOpenError) -> ConnectionSettings {
        let mark = String(surroundings.randomBits(), radix: 36)
        var (settings, isDivided) = try withDatabase(uri: uri) { connect, place in
            try OwnSession.require(connect(options.maximumSilence), place: place, mark: mark) {
                try connect(options.maximumSilence)
            }
            return try bringUp(connect(migrationSilence), place, options.migrations)
        }
        settings.maximumSilence = options.maximumSilence
        settings.isDivided = isDivided
        logger.info(
            "the store is open",
            metadata: [
                "store": "postgresql", "place": "\(settings.place)", "schema_version": "\(options.migrations.count)",
                "lanes": "\(options.laneCount)", "readers": "\(options.readerCount)",
                "divided": "\(settings.isDivided)",
            ])
        return settings
    }

    /// Without a word the migrations of a large store take their time, and wait for those of another node.
    static let migrationSilence = Duration.seconds(24 * 60 * 60)

    /// Does something with a database before others use it.
    ///
    /// - Parameter body: is given what opens a connection that bears so much silence, and where it leads in the words of an
    ///   error.
    static func withDatabase<Value>(
        uri: String, _ body: (_ connect: (Duration) throws -> PostgresConnection, _ place: String) throws -> Value
    ) throws(StoreOpenError) -> (settings: ConnectionSettings, value: Value) {
        guard let settings = try? ConnectionSettings(uri: uri) else {
            throw .unreadableURI
        }
        let place = settings.place
        let connect = { (silence: Duration) in
            var settings = settings
            settings.maximumSilence = silence
            return try PostgresConnection(settings)
        }
        do {
            return (settings, try body(connect, place))
        } catch let error as StoreOpenError {
            throw error
        } catch let error as PostgresError where error.isOfOtherSession {
            throw .sharedSessions(place: place)
        } catch let error as PostgresError where error.endsConnection {
            throw .unreachable(place: place, reason: error.description)
        } catch {
            throw .notUpgraded(place: place, reason: "\(error)")
        }
    }

    /// - Returns: whether the tables are divided.
    private static func bringUp(
        _ connection: PostgresConnection, _ place: String, _ migrations: [Migration]
    ) throws -> Bool {
        try Schema.bringUp(connection, place: place, by: migrations)
        guard try !CopyMarkTable.isThere(in: connection) else {
            throw StoreOpenError.unfinishedCopy(place: place)
        }
        let isDivided = try isDivided(connection)
        if isDivided {
            // what a migration has added
            try divide(connection, shardCount: CitusTables.defaultShardCount) { _ in }
        }
        _ = try connection.exchange([Statement(CommitNotes.SQL.deleteOld.rawValue)])
        return isDivided
    }
}
