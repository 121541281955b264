import Dispatch
import GRDB
import Logging

extension SQLiteStore {
    /// Opens the database of a folder, checks it where the last process left it open, and brings it up to date.
    static func openDatabase(in folder: DataFolder, logger: Logger, durability: Durability) throws -> DatabasePool {
        let file = folder.databasePath
        do {
            try folder.markOpen()
            let pool = try DatabasePool(path: file, configuration: configuration)
            try pool.writeWithoutTransaction { database in
                try setDurability(durability, of: database)
                let version = try Schema.version(of: database, file: file)
                if folder.wasLeftOpen {
                    try checkIntegrity(of: database, file: file, logger: logger)
                }
                try Schema.migrate(database, from: version)
            }
            return pool
        } catch let error as DatabaseError where isDamage(error) {
            throw StoreOpenError.damaged(file: file, findings: [error.message ?? "unreadable"])
        }
    }

    private static var configuration: Configuration {
        var configuration = Configuration()
        configuration.label = "qun.store"
        configuration.foreignKeysEnabled = true
        // only a tool that an operator points at the file can hold the lock
        configuration.busyMode = .timeout(5)
        configuration.maximumReaderCount = 4
        configuration.persistentReadOnlyConnections = true
        configuration.prepareDatabase { database in
            // At most 16 MB of pages for the writer, and 4 for each reader, whose pages are soon out of date. A reader is
            // opened when the others are busy, be it after hours; memory must not look as if it leaked then.
            let pages = database.configuration.readonly ? 4_000 : 16_000
            // and a log that shrinks again after a large write
            try database.execute(sql: "PRAGMA cache_size = -\(pages); PRAGMA journal_size_limit = 67108864")
        }
        return configuration
    }

    /// GRDB's pool sets `synchronous` to `NORMAL` when it opens, so this comes after, and is read back.
    private static func setDurability(_ durability: Durability, of database: Database) throws {
        try database.execute(sql: "PRAGMA synchronous = \(durability.rawValue)")
        let found = try Int.fetchOne(database, sql: "PRAGMA synchronous")
        guard found == durability.pragmaValue else {
            throw StoreOpenError.settingRefused(
                setting: "synchronous=\(durability.rawValue)", found: found.map(String.init) ?? "nothing")
        }
    }

    /// Checks the whole database, and logs every few seconds that it is still at it.
    private static func checkIntegrity(of database: Database, file: String, logger: Logger) throws {
        logger.warning("the store was not closed; checking it", metadata: ["file": "\(file)"])
        let start = DispatchTime.now()
        let seconds = { @Sendable in (DispatchTime.now().uptimeNanoseconds - start.uptimeNanoseconds) / 1_000_000_000 }
        let progress = DispatchSource.makeTimerSource()
        progress.schedule(deadline: .now() + 5, repeating: 5)
        progress.setEventHandler {
            logger.info("still checking the store", metadata: ["seconds": "\(seconds())"])
        }
        progress.activate()
        defer { progress.cancel() }
        let findings = try String.fetchAll(database, sql: "PRAGMA integrity_check(20)")
        guard findings == ["ok"] else {
            throw StoreOpenError.damaged(file: file, findings: findings)
        }
        logger.info("the store is sound", metadata: ["seconds": "\(seconds())"])
    }

    private static func isDamage(_ error: DatabaseError) -> Bool {
        error.resultCode == .SQLITE_CORRUPT || error.resultCode == .SQLITE_NOTADB
    }
}
