import Logging

extension PostgresStore {
    /// Finds the database, and makes its tables or brings them up.
    ///
    /// - Returns: how its connections are opened.
    /// - Throws: ``StoreOpenError``.
    static func openDatabase(
        uri: String, options: Options, surroundings: Surroundings, logger: Logger
    ) throws(StoreOpenError) -> ConnectionSettings {
        guard var settings = try? ConnectionSettings(uri: uri) else {
            throw .unreadableURI
        }
        let place = settings.place
        settings.maximumSilence = options.maximumSilence
        do {
            try requireOwnSessions(settings, mark: String(surroundings.randomBits(), radix: 36))
            try bringUp(settings, options.migrations)
        } catch let error as StoreOpenError {
            throw error
        } catch let error as PostgresError where error.isOfOtherSession {
            throw .sharedSessions(place: place)
        } catch let error as PostgresError where error.endsConnection {
            throw .unreachable(place: place, reason: error.description)
        } catch {
            throw .notUpgraded(place: place, reason: "\(error)")
        }
        logger.info(
            "the store is open",
            metadata: [
                "store": "postgresql", "place": "\(place)", "schema_version": "\(options.migrations.count)",
                "lanes": "\(options.laneCount)", "readers": "\(options.readerCount)",
            ])
        return settings
    }

    private static func requireOwnSessions(_ settings: ConnectionSettings, mark: String) throws {
        try OwnSession.require(PostgresConnection(settings), place: settings.place, mark: mark) {
            try PostgresConnection(settings)
        }
    }

    private static func bringUp(_ settings: ConnectionSettings, _ migrations: [Migration]) throws {
        var settings = settings
        // the migrations of a large store take their time, and wait for those of another node
        settings.maximumSilence = .seconds(24 * 60 * 60)
        let connection = try PostgresConnection(settings)
        try Schema.bringUp(connection, place: settings.place, by: migrations)
        guard try !CopyMarkTable.isThere(in: connection) else {
            throw StoreOpenError.unfinishedCopy(place: settings.place)
        }
        _ = try connection.exchange([Statement(CommitNotes.SQL.deleteOld.rawValue)])
    }
}
