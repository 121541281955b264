import Files
import Foundation
import Synchronization
import SystemPackage

/// A data folder that this process holds alone.
///
/// It is held by a lock on the file `qun.lock`, which the system releases however the process ends. What the folder
/// knows of its store is in `store.json`, which is written once the database has an identity, so that a first start may
/// end anywhere.
///
/// As long as the store is open `qun.lock` holds the number of the process. Where `store.json` is missing, as in
/// folders that only versions without it have served, that number tells whether the store was left open.
///
/// No symbolic link is followed but the one that the folder itself may be.
final class DataFolder: Sendable {
    /// Of the folder: nobody else lists it.
    static let folderMode: mode_t = 0o700
    /// Of the files: nobody else reads them.
    static let fileMode: mode_t = 0o600

    static let databaseName = "qun.sqlite"
    private static let logSuffix = "-wal"
    /// What SQLite writes beside the database.
    static let databaseSuffixes = ["", "-journal", logSuffix, "-shm"]
    private static let lockName = "qun.lock"
    static let noteName = "store.json"
    /// Far more than any release writes.
    private static let maximumNoteBytes = 65_536

    let path: String

    private let waitsForDisk: Bool
    private let lock: RegularFile
    private let noted: Mutex<StoreNote?>

    var databasePath: String { file(Self.databaseName) }
    var logPath: String { databasePath + Self.logSuffix }
    var notePath: String { file(Self.noteName) }

    /// What the folder knows of its store; `nil` in one without a store, or with one of an earlier version.
    var note: StoreNote? { noted.withLock(\.self) }

    /// Takes a folder.
    ///
    /// - Parameters:
    ///   - makesFolder: whether it is made where it is missing.
    ///   - waitsForDisk: whether what is written here is to outlive a loss of power.
    /// - Throws: ``StoreOpenError``.
    init(_ folder: URL, makesFolder: Bool = true, waitsForDisk: Bool = true) throws {
        path = folder.path
        self.waitsForDisk = waitsForDisk
        if makesFolder {
            try Self.makeFolder(folder, waitsForDisk: waitsForDisk)
        }
        guard let lock = try RegularFile(path + "/" + Self.lockName, O_RDWR | O_CREAT, mode: Self.fileMode) else {
            throw StoreOpenError.inaccessible(path: path, reason: "it is not a folder")
        }
        self.lock = lock
        guard flock(lock.number, LOCK_EX | LOCK_NB) == 0 else {
            throw StoreOpenError.inUse(folder: path, process: try Self.process(in: lock))
        }
        noted = Mutex(try Self.readNote(path + "/" + Self.noteName))
        for suffix in Self.databaseSuffixes {
            _ = try RegularFile(path + "/" + Self.databaseName + suffix, O_RDWR)
        }
    }

    /// The path of a file in the folder.
    func file(_ name: String) -> String {
        path + "/" + name
    }

    // MARK: The store

    /// Whether the last process did not close its store; before it is opened again.
    func wasLeftOpen() throws -> Bool {
        guard let note else {
            return try !Self.process(in: lock).isEmpty || size(Self.databaseName + Self.logSuffix) > 0
        }
        return note.isOpen
    }

    /// The size of the database, 0 where it is missing.
    func databaseSize() throws -> Int {
        try size(Self.databaseName)
    }

    /// The size of the write-ahead log, 0 where it is missing.
    func logSize() throws -> Int {
        try size(Self.databaseName + Self.logSuffix)
    }

    /// The size of the journal that SQLite uses without a write-ahead log, 0 where it is missing.
    func journalSize() throws -> Int {
        try size(Self.databaseName + "-journal")
    }

    /// The name of a file that shows that the folder had a store; `nil` when none does.
    ///
    /// A first start leaves none of them, wherever it ends.
    ///
    /// - Parameter others: files that others write once there is a store.
    func signOfStore(among others: [String]) throws -> String? {
        if note != nil {
            return Self.noteName
        }
        // written after the note
        if try !Self.process(in: lock).isEmpty {
            return Self.lockName
        }
        // made after the database has its first page
        if try databaseSize() == 0 && logSize() > 0 {
            return Self.databaseName + Self.logSuffix
        }
        return others.first { FileManager.default.fileExists(atPath: file($0)) }
    }

    /// Makes an empty database where it is missing; SQLite gives the files beside it the same mode.
    func makeDatabase() throws {
        _ = try RegularFile(databasePath, O_RDWR | O_CREAT, mode: Self.fileMode)
    }

    // MARK: The note

    /// Notes how the store stands, on disk before this returns.
    ///
    /// - Throws: ``StoreOpenError``.
    func write(_ note: StoreNote) throws {
        try noted.withLock { noted in
            try store(note)
            noted = note
        }
    }

    /// Changes what is noted, if anything is.
    func changeNote(_ change: (inout StoreNote) -> Void) throws {
        try noted.withLock { noted in
            guard var note = noted else {
                return
            }
            change(&note)
            try store(note)
            noted = note
        }
    }

    /// Forgets the store, whose files have been renamed.
    ///
    /// - Throws: ``StoreOpenError``.
    func forgetStore() throws {
        noted.withLock { $0 = nil }
        try lock.replaceContent(with: [])
        try synchronizeFolder()
    }

    /// Lets another store have the folder.
    func unlock() {
        flock(lock.number, LOCK_UN)
    }

    /// Writes the note so that after a crash either the old or the new one is there.
    private func store(_ note: StoreNote) throws {
        let content = try note.encoded()
        do {
            let folder = try FileDescriptor.open(FilePath(path), .readOnly, options: [.directory, .closeOnExec])
            try folder.closeAfter {
                try folder.replaceFile(Self.noteName, with: content, waitsForDisk: waitsForDisk)
            }
        } catch {
            throw StoreOpenError.inaccessible(path: notePath, error)
        }
        try lock.replaceContent(with: note.isOpen ? Array(String(getpid()).utf8) : [])
    }

    private static func readNote(_ path: String) throws -> StoreNote? {
        guard let file = try RegularFile(path, O_RDONLY) else {
            return nil
        }
        let content = Data(try file.read(maximumNoteBytes))
        guard let note = try? JSONDecoder().decode(StoreNote.self, from: content) else {
            throw StoreOpenError.unreadableNote(path: path)
        }
        return note
    }

    // MARK: Files

    /// The number of the process that the lock names; empty when it names none.
    private static func process(in lock: RegularFile) throws -> String {
        String(decoding: try lock.read(32), as: UTF8.self)
    }

    /// The size of a file or a link, in bytes; 0 where it is missing.
    func size(_ name: String) throws -> Int {
        var status = stat()
        guard lstat(file(name), &status) == 0 else {
            guard errno == ENOENT else {
                throw Self.failure(file(name))
            }
            return 0
        }
        return Int(status.st_size)
    }

    /// Waits until the names of the files are on disk.
    func synchronizeFolder() throws {
        if waitsForDisk {
            try Self.synchronize(folder: path)
        }
    }

    /// The failure of the last system call.
    static func failure(_ path: String) -> StoreOpenError {
        .inaccessible(path: path, reason: Errno(rawValue: errno).words)
    }
}
