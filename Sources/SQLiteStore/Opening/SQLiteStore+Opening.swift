import GRDB
import Logging
import SystemPackage

extension SQLiteStore {
    /// The connections to an open database.
    ///
    /// All of them are opened at once: none that comes later can fail, or change what the process needs.
    struct Connections {
        let writer: DatabaseQueue
        let readers: [DatabaseQueue]
        /// A check that is still to be made; `nil` when there is none.
        let check: IntegrityCheck?
    }

    /// Opens the database of a folder and brings it up to date.
    ///
    /// After a stop that did not close the store SQLite makes the database whole by its log. What the log should hold
    /// and does not is logged as an error, and the store is served without it. A small database is checked here; for a
    /// large one the connections come with a check that is to be made beside their use.
    ///
    /// What is refused is left as it was.
    ///
    /// - Throws: ``StoreOpenError``.
    static func openDatabase(
        in folder: DataFolder, options: OpeningOptions, logger: Logger
    ) throws -> Connections {
        let found: FoundDatabase
        do {
            found = try folder.namingFailures {
                try FoundDatabase(
                    in: folder, signs: options.signsOfStore, takesUnfinishedCopy: options.opensUnfinishedCopy)
            }
        } catch let error as StoreOpenError where error.isOvercomeByNewStore && options.allowsNewStore {
            let files = try folder.setAside(options.filesAboutStore)
            logger.warning(
                "the store was set aside, as --new-store asks",
                metadata: ["reason": "\(error)", "files": "\(files.joined(separator: ", "))"])
            // the folder keeps its other files, so that they are signs of nothing
            found = try folder.namingFailures { try FoundDatabase(in: folder, signs: []) }
        }
        if found.isNew {
            logger.notice("a new store begins", metadata: ["file": "\(folder.databasePath)"])
        }
        return try folder.namingFailures {
            let isUnchecked = try checkFirst(found, in: folder, options: options, logger: logger)
            try folder.changeNote { note in
                note.isOpen = true
                note.isUnchecked = isUnchecked
            }
            let writer = try found.openWriter(durability: options.durability)
            let (losses, isWhole) = try found.recover(through: writer)
            for loss in losses {
                logger.error(
                    "writes that were answered may be lost",
                    metadata: ["reason": "\(loss)", "file": "\(folder.databasePath)"])
            }
            if found.note?.log != nil && isWhole {
                // the first commit may begin the log anew
                try folder.changeNote { $0.log = nil }
            }
            try upgrade(writer, from: found.version, file: folder.databasePath)
            try noteOpening(of: writer, in: folder, isUnchecked: isUnchecked)
            let readers = try (0..<options.readerCount).map { _ in try reader(of: folder) }
            let check =
                isUnchecked ? IntegrityCheck(try reader(of: folder), folder: folder, logger: logger) : nil
            return Connections(writer: writer, readers: readers, check: check)
        }
    }

    private static func reader(of folder: DataFolder) throws -> DatabaseQueue {
        // its pages are soon out of date, so that more of them would help little
        var configuration = Configuration.store(label: "qun.store.reader", cachedKilobytes: 4_000)
        configuration.readonly = true
        configuration.busyMode = .timeout(10)
        return try DatabaseQueue(path: folder.databasePath, configuration: configuration)
    }

    // MARK: Checking

    /// Checks what can be checked at once, where the last stop or the one before left something to check.
    ///
    /// - Returns: whether the database as a whole is still to be checked.
    private static func checkFirst(
        _ found: FoundDatabase, in folder: DataFolder, options: OpeningOptions, logger: Logger
    ) throws -> Bool {
        guard found.wasLeftOpen || found.note?.isUnchecked ?? false else {
            return false
        }
        let size = try folder.databaseSize() + folder.logSize()
        let isLarge = size > options.bytesCheckedFirst
        logger.warning(
            """
            \(found.wasLeftOpen ? "the store was not closed" : "the store has not been checked since it was not closed"); \
            checking it\(isLarge ? " while it is served" : "")
            """, metadata: ["file": "\(folder.databasePath)", "bytes": "\(size)"])
        let findings = try found.reader.unsafeRead { database in
            try isLarge ? Schema.findings(in: database) : IntegrityCheck.findings(in: database)
        }
        guard findings.isEmpty else {
            throw StoreOpenError.damaged(file: folder.databasePath, findings: findings)
        }
        if !isLarge {
            logger.info("the check of the store found no damage")
        }
        return isLarge
    }

    // MARK: Bringing up to date

    private static func upgrade(_ writer: DatabaseQueue, from version: Int, file: String) throws {
        guard version < Schema.currentVersion else {
            return
        }
        try writer.writeWithoutTransaction { database in
            do {
                try Schema.migrate(database, from: version)
            } catch let error as DatabaseError {
                throw StoreOpenError.notUpgraded(file: file, from: version, reason: error.message ?? "\(error)")
            }
            // so that the database is one of this version whatever becomes of the log
            try database.checkpoint(.passive)
        }
    }

    /// Makes the first commit, and notes with it how the log begins that holds it.
    ///
    /// From here on the log is there until the store is closed.
    private static func noteOpening(of writer: DatabaseQueue, in folder: DataFolder, isUnchecked: Bool) throws {
        let row = try writer.write { database in
            try StoreTable(database: database).countOpening()
            return try StoreTable(database: database).find()
        }
        writer.writeWithoutTransaction { $0.keepLog(false) }
        guard let row else {
            throw StoreOpenError.damaged(file: folder.databasePath, findings: ["the row of the table store is missing"])
        }
        guard let head = try WriteAheadLog.head(of: folder.logPath) else {
            throw StoreOpenError.inaccessible(path: folder.logPath, reason: "a commit is not in it")
        }
        try folder.write(
            StoreNote(
                identity: row.identity, openings: row.openings, isOpen: true, isUnchecked: isUnchecked, log: head))
    }
}

extension DataFolder {
    /// Tells the failures of the database as those of its file.
    func namingFailures<Result>(_ body: () throws -> Result) throws -> Result {
        do {
            return try body()
        } catch let error as DatabaseError where error.resultCode == .SQLITE_NOTADB {
            throw StoreOpenError.notADatabase(file: databasePath)
        } catch let error as DatabaseError where error.isDamage {
            throw StoreOpenError.damaged(file: databasePath, findings: [error.message ?? "it cannot be read"])
        } catch let error as DatabaseError where error.resultCode == .SQLITE_FULL {
            throw StoreOpenError.inaccessible(path: databasePath, Errno.noSpace)
        } catch let error as DatabaseError where error.resultCode == .SQLITE_READONLY {
            throw StoreOpenError.inaccessible(
                path: databasePath, reason: "it can only be read (\(error.message ?? ""))")
        } catch let error as DatabaseError {
            throw StoreOpenError.inaccessible(path: databasePath, reason: error.message ?? "\(error)")
        }
    }
}
