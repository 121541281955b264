import Foundation
import GRDB

/// A connection to a store that a server has open, in this process or another, which only reads.
enum SideDoor {
    /// - Parameter takesOlder: whether it may be a database of an earlier version.
    /// - Throws: ``StoreOpenError`` for a database of another version.
    static func open(_ folder: URL, takesOlder: Bool = false) throws -> DatabaseQueue {
        let file = folder.appending(path: DataFolder.databaseName).path
        var configuration = Configuration.store(label: "qun.store.beside", cachedKilobytes: 4_000)
        // it never copies the log into the database, nor removes it, which is for the server to do
        configuration.readonly = true
        configuration.busyMode = .timeout(10)
        do {
            let reader = try DatabaseQueue(path: file, configuration: configuration)
            let version = try reader.unsafeRead { try Schema.version(of: $0, file: file) }
            guard takesOlder || version == Schema.currentVersion else {
                throw StoreOpenError.olderSchema(file: file, found: version, needed: Schema.currentVersion)
            }
            return reader
        } catch let error as DatabaseError {
            throw StoreOpenError.inaccessible(path: file, reason: error.message ?? "\(error)")
        }
    }
}
