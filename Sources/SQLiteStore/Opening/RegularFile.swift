import Files
import Foundation
import SystemPackage

/// An open file that is closed with its owner.
///
/// It is never reached through a symbolic link, and is a file and nothing else.
final class RegularFile: Sendable {
    let number: Int32
    private let path: String

    /// Opens a file.
    ///
    /// - Parameters:
    ///   - flags: as of `open`.
    ///   - mode: of a file that is made here.
    /// - Returns: `nil` where there is no file and none is made.
    /// - Throws: ``StoreOpenError``.
    init?(_ path: String, _ flags: Int32, mode: mode_t = 0) throws {
        self.path = path
        number = open(path, flags | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK, mode)
        guard number >= 0 else {
            switch errno {
            case ENOENT where flags & O_CREAT == 0: return nil
            case ELOOP: throw StoreOpenError.link(path: path)
            default: throw failure()
            }
        }
        var status = stat()
        guard fstat(number, &status) == 0 else {
            throw failure()
        }
        guard status.st_mode & S_IFMT == S_IFREG else {
            throw StoreOpenError.inaccessible(path: path, reason: "it is not a file")
        }
    }

    deinit {
        if number >= 0 {
            close(number)
        }
    }

    /// Reads up to `count` bytes; fewer only at the end of the file.
    func read(_ count: Int, at offset: Int = 0) throws -> [UInt8] {
        var failure: StoreOpenError?
        let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
            while filled < count {
                let rest = buffer.baseAddress?.advanced(by: filled)
                let read = pread(number, rest, count - filled, off_t(offset + filled))
                guard read > 0 else {
                    failure = read < 0 ? self.failure() : nil
                    return
                }
                filled += read
            }
        }
        if let failure {
            throw failure
        }
        return bytes
    }

    /// Gives the file this content and no other.
    func replaceContent(with bytes: [UInt8]) throws {
        guard ftruncate(number, 0) == 0, pwrite(number, bytes, bytes.count, 0) == bytes.count else {
            throw failure()
        }
    }

    /// Waits until the file is on disk.
    func synchronize() throws {
        guard fsync(number) == 0 else {
            throw failure()
        }
    }

    /// The size in bytes.
    func size() throws -> Int {
        var status = stat()
        guard fstat(number, &status) == 0 else {
            throw failure()
        }
        return Int(status.st_size)
    }

    private func failure() -> StoreOpenError {
        .inaccessible(path: path, reason: Errno(rawValue: errno).words)
    }
}
