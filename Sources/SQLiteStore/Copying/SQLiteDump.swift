package import Foundation
import GRDB
package import StoreCopy

/// The store of a data folder that a copy reads, which no server can open meanwhile.
package final class SQLiteDump: StoreDump {
    package let place: String
    package let identity: String
    private let folder: DataFolder
    private let reader: DatabaseQueue

    /// Takes the folder of a store of the present version; nothing in the database is changed.
    ///
    /// - Throws: ``StoreOpenError``.
    package init(folder url: URL) throws {
        let folder = try DataFolder(url, makesFolder: false)
        let found = try folder.namingFailures { try FoundDatabase(in: folder, signs: [], makesStore: false) }
        guard let store = found.store else {
            throw StoreOpenError.olderSchema(
                file: folder.databasePath, found: found.version, needed: Schema.currentVersion)
        }
        place = "sqlite:" + folder.path
        identity = store.identity
        self.folder = folder
        reader = found.reader
    }

    deinit {
        _ = try? reader.close()
        folder.unlock()
    }

    package func readRows(
        of table: CopiedTable, after count: Int64, isOrdered: Bool, _ take: ([CopiedRow]) throws -> Void
    ) throws {
        try reader.unsafeRead { database in
            try CopiedRows(database: database).read(table, after: count, take)
        }
    }
}
