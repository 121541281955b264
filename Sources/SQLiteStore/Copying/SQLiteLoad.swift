package import Foundation
import GRDB
package import Logging
package import StoreCopy

/// The store of a data folder that a copy fills.
package final class SQLiteLoad: StoreLoad {
    private enum SQL: String {
        /// Whether a table has given a number; groups, streams and permission groups keep theirs for ever.
        case countGiven = "SELECT count(*) FROM sqlite_sequence"
        case begin = "BEGIN IMMEDIATE"
        case commit = "COMMIT"
        case rollBack = "ROLLBACK"
    }

    package let place: String
    package let identity: String
    private let folder: DataFolder
    private let writer: DatabaseQueue
    private let reader: DatabaseQueue

    /// Takes a folder without a store, which is made where it is missing, or with an unused store or an unfinished copy.
    ///
    /// - Parameter signs: as in ``OpeningOptions/signsOfStore``.
    /// - Throws: ``StoreOpenError``.
    package init(folder url: URL, signs: [String], logger: Logger) throws {
        var options = OpeningOptions(signsOfStore: signs)
        options.opensUnfinishedCopy = true
        options.readerCount = 1
        folder = try DataFolder(url)
        let connections = try SQLiteStore.openDatabase(in: folder, options: options, logger: logger)
        writer = connections.writer
        reader = connections.readers[0]
        place = "sqlite:" + folder.path
        identity = try writer.writeWithoutTransaction { database in
            // what the bound of memory allows; keys come in no order
            try database.execute(sql: "PRAGMA cache_size = -262144")
            return try StoreTable(database: database).find()?.identity ?? ""
        }
    }

    /// Closes the database, whatever has become of the copy.
    package func close() throws {
        defer { folder.unlock() }
        try reader.close()
        try folder.namingFailures { try folder.closeDatabase(writer) }
    }

    package func readRows(
        of table: CopiedTable, after count: Int64, isOrdered: Bool, _ take: ([CopiedRow]) throws -> Void
    ) throws {
        try reader.unsafeRead { database in
            try CopiedRows(database: database).read(table, after: count, take)
        }
    }

    package func mark() throws -> CopyMark? {
        try writer.writeWithoutTransaction { try CopyMarkTable(database: $0).find() }
    }

    package func isUnused() throws -> Bool {
        try writer.writeWithoutTransaction { database in
            let tables = CopiedTable.allCases.filter { !$0.isDerived }
            let filled = try tables.filter { table in
                try database.integers(CopiedTableSQL(rawValue: "SELECT 1 FROM \(table.name) LIMIT 1")) != []
            }
            return try filled.isEmpty && database.integers(SQL.countGiven) == [0]
        }
    }

    package func begin(_ mark: CopyMark) throws {
        try commit { database in
            let table = CopyMarkTable(database: database)
            try table.make()
            try table.save(mark)
        }
    }

    package func load(
        _ rows: [CopiedRow], into table: CopiedTable, at place: Int64, then mark: CopyMark
    ) throws {
        try commit { database in
            if !rows.isEmpty {
                var loading = try RowLoading(table, database: database)
                try loading.insert(rows, at: place)
            }
            try CopyMarkTable(database: database).save(mark)
        }
    }

    package func prepareComparison() throws {}

    package func end() throws {
        try commit { try CopyMarkTable(database: $0).remove() }
    }

    private func commit(_ body: (Database) throws -> Void) throws {
        try writer.writeWithoutTransaction { database in
            try database.run(SQL.begin)
            do {
                try body(database)
                try database.run(SQL.commit)
            } catch {
                _ = try? database.run(SQL.rollBack)
                throw error
            }
        }
    }
}
