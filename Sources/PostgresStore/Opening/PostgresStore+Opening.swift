import Logging

extension PostgresStore {
    /// Finds the database, and makes its tables or brings them up.
    ///
    /// - Returns: how its connections are opened.
    /// - Throws: ``StoreOpenError``.
    static func openDatabase(
        uri: String, options: Options, logger: Logger
    ) throws(StoreOpenError) -> ConnectionSettings {
        guard var settings = try? ConnectionSettings(uri: uri) else {
            throw .unreadableURI
        }
        let place = settings.place
        // the migrations of a large store take their time, and wait for those of another node
        settings.maximumSilence = .seconds(24 * 60 * 60)
        do {
            try bringUp(settings)
        } catch let error as StoreOpenError {
            throw error
        } catch let error as PostgresError where error.endsConnection {
            throw .unreachable(place: place, reason: error.description)
        } catch {
            throw .notUpgraded(place: place, reason: "\(error)")
        }
        settings.maximumSilence = options.maximumSilence
        logger.info(
            "the store is open",
            metadata: [
                "store": "postgresql", "place": "\(place)", "schema_version": "\(Schema.currentVersion)",
                "lanes": "\(options.laneCount)", "readers": "\(options.readerCount)",
            ])
        return settings
    }

    private static func bringUp(_ settings: ConnectionSettings) throws {
        let connection = try PostgresConnection(settings)
        try Schema.bringUp(connection, place: settings.place)
        guard try !CopyMarkTable.isThere(in: connection) else {
            throw StoreOpenError.unfinishedCopy(place: settings.place)
        }
        _ = try connection.exchange([Statement(CommitNotes.SQL.deleteOld.rawValue)])
    }
}
