package import Foundation
import GRDB
package import StoreCopy

/// An app in the database of a data folder, inside one transaction.
package struct SQLiteAppDump: AppDump {
    private enum SQL: String {
        case begin = "BEGIN DEFERRED"
        /// The first row that is read decides which state it is.
        case look = "SELECT count(*) FROM store"
        case end = "ROLLBACK"
    }

    package let place: String
    let app: UInt32
    let database: Database

    /// Reads an app of a data folder, whether a server has its store open or not; nothing in it is changed.
    ///
    /// Where none has, none can open it meanwhile. Where one has, its write-ahead log grows until the reading ends.
    ///
    /// - Throws: ``StoreOpenError``, and what the body throws.
    package static func with<Value>(
        app: UInt32, in url: URL, _ body: (any AppDump) throws -> Value
    ) throws -> Value {
        let folder: DataFolder
        do {
            folder = try DataFolder(url, makesFolder: false)
        } catch StoreOpenError.inUse {
            return try beside(app: app, in: url, body)
        }
        defer { folder.unlock() }
        return try folder.namingFailures {
            let found = try FoundDatabase(in: folder, signs: [], makesStore: false)
            defer { _ = try? found.reader.close() }
            guard found.store != nil else {
                throw StoreOpenError.olderSchema(
                    file: folder.databasePath, found: found.version, needed: Schema.currentVersion)
            }
            return try read(app, from: found.reader, in: url, body)
        }
    }

    /// As ``with(app:in:_:)``, of a store that is open, in this process or another.
    static func beside<Value>(app: UInt32, in url: URL, _ body: (any AppDump) throws -> Value) throws -> Value {
        let reader = try SideDoor.open(url)
        defer { _ = try? reader.close() }
        return try read(app, from: reader, in: url, body)
    }

    private static func read<Value>(
        _ app: UInt32, from reader: DatabaseQueue, in url: URL, _ body: (any AppDump) throws -> Value
    ) throws -> Value {
        try reader.unsafeRead { database in
            try database.run(SQL.begin)
            defer { _ = try? database.run(SQL.end) }
            _ = try database.integers(SQL.look)
            return try body(SQLiteAppDump(place: "sqlite:" + url.path, app: app, database: database))
        }
    }

    package func readRows(of table: CopiedTable, _ take: ([CopiedRow]) throws -> Void) throws {
        try CopiedRows(database: database).read(table, ofApp: app, take)
    }
}
