import Dispatch
package import Foundation
import GRDB
package import Logging
package import Storage
import StoreTransactions

/// The store on one SQLite file, `qun.sqlite` in the data folder.
///
/// One connection writes, with `synchronous=FULL`, through ``CommitQueue``; some read beside it, each a state of the
/// write-ahead log that later writes do not touch.
package final class SQLiteStore: TransactionalStore {
    /// How sure a commit is when it returns.
    enum Durability: String {
        /// It outlives a loss of power.
        case full = "FULL"
        /// It outlives the process only; for folders that are thrown away.
        case none = "OFF"

        /// What `PRAGMA synchronous` answers.
        var pragmaValue: Int { self == .full ? 2 : 0 }
    }

    let writer: DatabaseQueue
    let readers: [DatabaseQueue]
    let commits: CommitQueue
    let reads: ReadQueue
    /// The groups that have changed, by number.
    let changes = CommitFeed<GroupNumber>()
    let events = CommitFeed<CommittedEvent>()
    /// The check of the whole database that goes on beside its use; `nil` when there is none.
    let check: IntegrityCheck?
    private let folder: DataFolder
    var folderURL: URL { URL(fileURLWithPath: folder.path, isDirectory: true) }
    private let isTemporary: Bool

    /// Opens the store of a data folder, which is made where it is missing.
    ///
    /// After a stop that did not close the store, SQLite makes it whole by its log, and it is ready at once. The whole
    /// database is then read for damage beside its use, until that is done or the store is closed.
    ///
    /// - Parameter didCommit: called after each commit with the number of writes that shared it; it must be quick.
    /// - Throws: ``StoreOpenError``.
    package static func open(
        folder: URL, options: OpeningOptions = OpeningOptions(), logger: Logger,
        didCommit: @escaping @Sendable (_ writes: Int) -> Void = { _ in }
    ) throws -> any GroupStore {
        try SQLiteStore(folder: folder, options: options, logger: logger, didCommit: didCommit).watched
    }

    /// Opens an empty store that vanishes when it is closed.
    ///
    /// Its commits do not wait for the disk, and it reads on one connection, so that hundreds of them can be open.
    ///
    /// - Throws: ``StoreOpenError``.
    package static func openTemporary() throws -> any GroupStore {
        try temporary().watched
    }

    /// As ``openTemporary()``, without the contract wrapper.
    static func temporary(
        didCommit: @escaping @Sendable (_ jobs: Int) -> Void = { _ in }
    ) throws -> SQLiteStore {
        let name = "qun-" + UUID().uuidString
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent(name, isDirectory: true)
        let logger = Logger(label: "qun.store") { _ in SwiftLogNoOpLogHandler() }
        var options = OpeningOptions()
        options.durability = .none
        options.readerCount = 1
        return try SQLiteStore(
            folder: folder, options: options, logger: logger, isTemporary: true, didCommit: didCommit)
    }

    /// Opens the store without the contract wrapper.
    ///
    /// - Parameters:
    ///   - isTemporary: whether the folder goes when the store does.
    ///   - didCommit: as in ``CommitQueue/init(_:changes:events:didCommit:)``.
    init(
        folder url: URL, options: OpeningOptions = OpeningOptions(), logger: Logger, isTemporary: Bool = false,
        didCommit: @escaping @Sendable (_ jobs: Int) -> Void = { _ in }
    ) throws {
        folder = try DataFolder(url, waitsForDisk: options.durability == .full)
        let connections = try Self.openDatabase(in: folder, options: options, logger: logger)
        writer = connections.writer
        readers = connections.readers
        check = connections.check
        commits = CommitQueue(writer, changes: changes, events: events, didCommit: didCommit)
        reads = ReadQueue(readers)
        self.isTemporary = isTemporary
        check?.start()
    }

    deinit {
        if isTemporary {
            removeFolder()
        }
    }

    package func checkWritable() async throws(StoreError) {
        try await commits.perform { database in
            try HealthTable(database: database).write()
        }
    }

    package var queues: StoreQueues { StoreQueues(writes: commits.waitingCount, reads: reads.waitingCount) }

    package func close() async throws(StoreError) {
        try await commits.close()
        await reads.close()
        let result: Result<Void, StoreError> = await withCheckedContinuation { continuation in
            // closing waits for the disk
            DispatchQueue.global().async {
                let result = Result { try self.closeFiles() }
                continuation.resume(returning: result.mapError { StoreError($0) })
            }
        }
        try result.get()
    }

    private func closeFiles() throws {
        defer { folder.unlock() }
        try check?.stop()
        for reader in readers {
            try reader.close()
        }
        try folder.closeDatabase(writer)
        if isTemporary {
            removeFolder()
        }
    }

    private func removeFolder() {
        // the folder is in the system's temporary one, which clears what is left
        _ = try? FileManager.default.removeItem(atPath: folder.path)
    }
}
