package import Foundation
import GRDB

/// A copy of a data folder's store, as it is at one moment, in a data folder of its own.
///
/// It is a copy of the database's pages within one transaction that reads, so that a server goes on writing, and so that
/// the copying never begins anew; `VACUUM INTO` would take as much work as building all tables and indexes again.
package enum StoreBackup {
    private enum SQL: String {
        /// The first row that is read decides which state it is.
        case look = "SELECT count(*) FROM sqlite_schema"
    }

    /// Steps of about 8 MB, between which it is told how far the copy is.
    private static let pagesPerStep: CInt = 2_000
    private static let draftName = DataFolder.databaseName + ".new"
    /// The version of the database from which on a store has an identity.
    private static let firstWithIdentity = 9

    /// Copies a store, whether a server has it open or not; nothing in its folder is changed.
    ///
    /// Where none has it open, none can open it meanwhile. Where one has, its write-ahead log grows until the copy is made. A
    /// store of an earlier release is copied as it is. Until the copy is on disk no server can open the new folder.
    ///
    /// - Parameters:
    ///   - destination: a folder without a store; it is made where it is missing.
    ///   - tell: called between the steps, with bytes that are copied and bytes that there are.
    /// - Throws: ``StoreOpenError``.
    package static func copy(
        from source: URL, to destination: URL, tell: @escaping (_ done: Int64, _ all: Int64) -> Void
    ) throws {
        let target = try DataFolder(destination)
        defer { target.unlock() }
        guard try target.note == nil && target.databaseSize() == 0 else {
            throw StoreOpenError.inaccessible(path: target.databasePath, reason: "a store is there already")
        }
        let draft = target.file(draftName)
        unlink(draft)
        _ = try RegularFile(draft, O_RDWR | O_CREAT | O_EXCL, mode: DataFolder.fileMode)
        let row = try withReader(of: source) { reader in
            try target.namingFailures { try copy(reader, to: draft, tell) }
        }
        try RegularFile(draft, O_RDWR)?.synchronize()
        if let row {
            // first, so that a folder whose copying is cut off here asks for its database
            try target.write(
                StoreNote(identity: row.identity, openings: row.openings, isOpen: false, isUnchecked: false, log: nil))
        }
        guard rename(draft, target.databasePath) == 0 else {
            throw DataFolder.failure(target.databasePath)
        }
        try target.synchronizeFolder()
    }

    private static func withReader<Value>(of source: URL, _ body: (DatabaseQueue) throws -> Value) throws -> Value {
        let folder: DataFolder
        do {
            folder = try DataFolder(source, makesFolder: false)
        } catch StoreOpenError.inUse {
            let reader = try SideDoor.open(source, takesOlder: true)
            defer { _ = try? reader.close() }
            return try body(reader)
        }
        defer { folder.unlock() }
        let found = try folder.namingFailures { try FoundDatabase(in: folder, signs: [], makesStore: false) }
        defer { _ = try? found.reader.close() }
        return try body(found.reader)
    }

    /// - Returns: what the store is known by; `nil` of a release that did not know it.
    private static func copy(
        _ reader: DatabaseQueue, to file: String, _ tell: @escaping (_ done: Int64, _ all: Int64) -> Void
    ) throws -> StoreTable.Row? {
        let writer = try DatabaseQueue(
            path: file, configuration: .store(label: "qun.store.copy", cachedKilobytes: 4_000))
        let row = try writer.writeWithoutTransaction { copy in
            // a copy that is cut off counts for nothing, and one that ends is synchronized then
            try copy.execute(sql: "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF")
            try reader.read { original in
                _ = try original.integers(SQL.look)
                let pageSize = try Int64.fetchOne(original, sql: "PRAGMA page_size") ?? 0
                try original.backup(to: copy, pagesPerStep: pagesPerStep) { progress in
                    tell(Int64(progress.completedPageCount) * pageSize, Int64(progress.totalPageCount) * pageSize)
                }
            }
            let version = try Schema.version(of: copy, file: file)
            return version < firstWithIdentity ? nil : try StoreTable(database: copy).find()
        }
        try writer.close()
        return row
    }
}
