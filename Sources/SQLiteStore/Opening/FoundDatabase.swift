import GRDB
import GRDBSQLite

/// The database of a data folder as the last process left it: read, recognized, and not changed.
struct FoundDatabase {
    /// A connection that only reads, so that a start that is refused does not even write the log back.
    ///
    /// It can write only where a first start ended before the log was in use, so that SQLite can roll that start back.
    let reader: DatabaseQueue
    /// Whether it holds nothing yet, as in a folder that never had a store.
    let isNew: Bool
    /// The version of its form, 0 for one that holds nothing.
    let version: Int
    /// What it is known by; `nil` before the version that keeps it.
    let store: StoreTable.Row?
    /// What the folder knew of the store; `nil` when it had no note.
    let note: StoreNote?
    /// Whether the last process did not close the store.
    let wasLeftOpen: Bool

    /// The log before SQLite read it.
    private let log: WriteAheadLog

    /// Reads the database of a folder.
    ///
    /// - Parameters:
    ///   - signs: files that show that the folder had a store.
    ///   - makesStore: whether a database is made where the folder never had one.
    ///   - takesUnfinishedCopy: whether it may be one that a copy has not filled yet.
    /// - Throws: ``StoreOpenError``, or a failure of the database.
    init(
        in folder: DataFolder, signs: [String], makesStore: Bool = true, takesUnfinishedCopy: Bool = false
    ) throws {
        try SQLiteLibrary.check()
        let file = folder.databasePath
        note = folder.note
        wasLeftOpen = try folder.wasLeftOpen()
        let sign = try folder.signOfStore(among: signs)
        if try folder.databaseSize() == 0 {
            // SQLite would begin a new one, and throw the log of the old one away
            try Self.checkNew(file: file, sign: sign, makesStore: makesStore)
            try folder.makeDatabase()
        }
        log = try WriteAheadLog(folder.logPath)
        var configuration = Configuration.store(label: "qun.store.found", cachedKilobytes: 4_000)
        configuration.readonly = try folder.journalSize() == 0
        configuration.busyMode = .timeout(5)
        reader = try DatabaseQueue(path: file, configuration: configuration)
        (version, store) = try reader.unsafeRead { try Self.recognize($0, file: file) }
        guard try takesUnfinishedCopy || !reader.unsafeRead({ try CopyMarkTable(database: $0).isThere() }) else {
            throw StoreOpenError.unfinishedCopy(file: file)
        }
        isNew = version == 0
        if isNew {
            try Self.checkNew(file: file, sign: sign, makesStore: makesStore)
        }
        if let store, let note, store.identity != note.identity {
            throw StoreOpenError.otherStore(
                file: file, found: store.identity, noted: note.identity, note: folder.notePath)
        }
    }

    /// Refuses to begin a new store where one was, or where none is to begin.
    private static func checkNew(file: String, sign: String?, makesStore: Bool) throws {
        if let sign {
            throw StoreOpenError.missingStore(file: file, sign: sign)
        }
        guard makesStore else {
            throw StoreOpenError.noStore(file: file)
        }
    }

    private static func recognize(_ database: Database, file: String) throws -> (Int, StoreTable.Row?) {
        let version = try Schema.version(of: database, file: file)
        guard version == Schema.currentVersion else {
            return (version, nil)
        }
        let missing = try Schema.missingObjects(in: database)
        guard missing.isEmpty else {
            throw StoreOpenError.damaged(file: file, findings: missing)
        }
        guard let store = try StoreTable(database: database).find() else {
            throw StoreOpenError.damaged(file: file, findings: ["the row of the table store is missing"])
        }
        return (version, store)
    }

    /// Opens the connection that writes, in place of the one that has read; changes go to a write-ahead log.
    ///
    /// The log stays in its place when the connection closes, until ``Database/keepLog(_:)`` says otherwise.
    ///
    /// - Throws: ``StoreOpenError``, or a failure of the database.
    func openWriter(durability: SQLiteStore.Durability) throws -> DatabaseQueue {
        var configuration = Configuration.store(label: "qun.store.writer", cachedKilobytes: 16_000)
        configuration.foreignKeysEnabled = true
        // only a tool that an operator points at the file can hold the lock
        configuration.busyMode = .timeout(5)
        let writer = try DatabaseQueue(path: reader.path, configuration: configuration)
        try reader.close()
        try writer.writeWithoutTransaction { database in
            database.keepLog(true)
            try database.execute(sql: "PRAGMA synchronous = \(durability.rawValue)")
            let synchronous = try Int.fetchOne(database, sql: "PRAGMA synchronous")
            guard synchronous == durability.pragmaValue else {
                throw StoreOpenError.settingRefused(
                    setting: "synchronous=\(durability.rawValue)", found: synchronous.map(String.init) ?? "nothing")
            }
            let mode = try String.fetchOne(database, sql: "PRAGMA journal_mode = WAL")
            guard mode == "wal" else {
                throw StoreOpenError.settingRefused(setting: "journal_mode=WAL", found: mode ?? "nothing")
            }
            // a log that shrinks again after a large write
            try database.execute(sql: "PRAGMA journal_size_limit = 67108864")
        }
        return writer
    }

    /// Writes what the log holds into the database.
    ///
    /// - Returns: what has been lost, in words; and whether the database is whole without the log.
    func recover(through writer: DatabaseQueue) throws -> (losses: [String], isWhole: Bool) {
        let (frames, written) = try writer.writeWithoutTransaction { try $0.checkpoint(.passive) }
        // nothing is missed of a log that was all in the database
        let isLogNeeded = wasLeftOpen || note?.log != nil
        var losses = isLogNeeded ? log.losses(noted: note?.log, recoveredFrames: frames) : []
        if let note, (store?.openings ?? 0) < note.openings {
            losses.append("the database is older than when the store was open last; it may be a backup")
        }
        return (losses, frames == written)
    }
}

extension Database {
    /// Sets whether the write-ahead log stays in its place when the last connection closes.
    func keepLog(_ keeps: Bool) {
        var isKept: Int32 = keeps ? 1 : 0
        sqlite3_file_control(sqliteConnection, nil, SQLITE_FCNTL_PERSIST_WAL, &isKept)
    }
}
