import Foundation

/// A data folder that this process holds alone.
///
/// The lock is one on the file `qun.lock`; the system releases it however the process ends. The file's content is the
/// number of the process as long as the store is open, so that a folder whose file is not empty was left in haste.
final class DataFolder: Sendable {
    /// Of the folder: nobody else lists it.
    static let folderMode: mode_t = 0o700
    /// Of the files: nobody else reads them.
    static let fileMode: mode_t = 0o600

    let path: String
    /// Whether the last process did not close its store.
    let wasLeftOpen: Bool

    private let lock: FileDescriptor

    var databasePath: String { path + "/qun.sqlite" }

    /// Makes the folder where it is missing, and takes it.
    ///
    /// - Throws: ``StoreOpenError``.
    init(_ folder: URL) throws {
        path = folder.path
        do {
            try FileManager.default.createDirectory(
                at: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: Int(Self.folderMode)])
        } catch {
            throw StoreOpenError.inaccessible(path: path, reason: error.localizedDescription)
        }
        lock = try FileDescriptor(path + "/qun.lock", mode: Self.fileMode)
        guard flock(lock.number, LOCK_EX | LOCK_NB) == 0 else {
            throw StoreOpenError.inUse(folder: path, process: lock.content())
        }
        wasLeftOpen = !lock.content().isEmpty
        // SQLite gives the files beside the database the mode of the database
        _ = try FileDescriptor(databasePath, mode: Self.fileMode)
    }

    /// Notes that the store is open, on disk before anything else is written.
    ///
    /// - Throws: ``StoreOpenError``.
    func markOpen() throws {
        try lock.replaceContent(with: String(getpid()))
    }

    /// Notes that the store was closed in order.
    ///
    /// - Throws: ``StoreOpenError``.
    func markClosed() throws {
        try lock.replaceContent(with: "")
    }

    /// Lets another store have the folder.
    func unlock() {
        flock(lock.number, LOCK_UN)
    }
}

/// An open file that is closed with its owner.
private final class FileDescriptor: Sendable {
    let number: Int32
    private let path: String

    /// Opens a file for reading and writing, and makes it where it is missing.
    init(_ path: String, mode: mode_t) throws {
        self.path = path
        number = open(path, O_RDWR | O_CREAT | O_CLOEXEC, mode)
        guard number >= 0 else {
            throw Self.failure(path)
        }
    }

    deinit {
        if number >= 0 {
            close(number)
        }
    }

    /// The first bytes of the file, enough for the number of a process.
    func content() -> String {
        var bytes = [UInt8](repeating: 0, count: 32)
        let count = pread(number, &bytes, bytes.count, 0)
        return String(decoding: bytes.prefix(max(0, count)), as: UTF8.self)
    }

    /// Writes a short content and waits until it is on disk.
    func replaceContent(with content: String) throws {
        let bytes = Array(content.utf8)
        guard
            ftruncate(number, 0) == 0,
            pwrite(number, bytes, bytes.count, 0) == bytes.count,
            fsync(number) == 0
        else {
            throw Self.failure(path)
        }
    }

    private static func failure(_ path: String) -> StoreOpenError {
        .inaccessible(path: path, reason: String(cString: strerror(errno)))
    }
}
