import Dispatch
import GRDB
import Logging

extension SQLiteStore {
    /// Opens the database of a folder, checks it where the last process left it open, and brings it up to date.
    ///
    /// All connections are opened here: none that comes later can fail, or change what the process needs.
    static func openDatabase(
        in folder: DataFolder, logger: Logger, durability: Durability, readerCount: Int
    ) throws -> (writer: DatabaseQueue, readers: [DatabaseQueue]) {
        let file = folder.databasePath
        do {
            try folder.markOpen()
            let writer = try DatabaseQueue(path: file, configuration: writerConfiguration)
            try writer.writeWithoutTransaction { database in
                try setDurability(durability, of: database)
                let version = try Schema.version(of: database, file: file)
                if folder.wasLeftOpen {
                    try checkIntegrity(of: database, file: file, logger: logger)
                }
                try Schema.migrate(database, from: version)
            }
            let readers = try (0..<readerCount).map { _ in
                try DatabaseQueue(path: file, configuration: readerConfiguration)
            }
            return (writer, readers)
        } catch let error as DatabaseError where isDamage(error) {
            throw StoreOpenError.damaged(file: file, findings: [error.message ?? "unreadable"])
        }
    }

    private static var writerConfiguration: Configuration {
        var configuration = configuration(label: "qun.store.writer", cachedKilobytes: 16_000)
        configuration.prepareDatabase { database in
            // a log that shrinks again after a large write
            try database.execute(sql: "PRAGMA journal_size_limit = 67108864")
        }
        configuration.journalMode = .wal
        configuration.foreignKeysEnabled = true
        // only a tool that an operator points at the file can hold the lock
        configuration.busyMode = .timeout(5)
        return configuration
    }

    private static var readerConfiguration: Configuration {
        // its pages are soon out of date, so that more of them would help little
        var configuration = configuration(label: "qun.store.reader", cachedKilobytes: 4_000)
        configuration.readonly = true
        configuration.busyMode = .timeout(10)
        return configuration
    }

    /// - Parameter cachedKilobytes: how much of the database the connection keeps at most.
    private static func configuration(label: String, cachedKilobytes: Int) -> Configuration {
        var configuration = Configuration()
        configuration.label = label
        configuration.prepareDatabase { database in
            try database.execute(sql: "PRAGMA cache_size = -\(cachedKilobytes)")
        }
        return configuration
    }

    /// GRDB sets `synchronous` to `NORMAL` with the write-ahead log, so this comes after, and is read back.
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
