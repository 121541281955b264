import AppSnapshots
import Files
import Foundation
import SystemPackage

/// A file that is read more than once; what comes through a pipe is kept in a file without a name first.
final class SnapshotSource {
    private static let chunkBytes = 1 << 16

    /// For people.
    let name: String
    let descriptor: FileDescriptor
    private let spool: SpoolFile?
    private let closes: Bool

    /// - Parameter path: `-` for standard input.
    /// - Throws: ``ConfigurationError``.
    init(_ path: String) throws {
        name = path == "-" ? "standard input" : path
        do {
            let opened =
                path == "-" ? FileDescriptor.standardInput : try .open(FilePath(path), .readOnly, options: .closeOnExec)
            guard Self.isFile(opened) else {
                let spool = try Self.spool(opened)
                self.spool = spool
                descriptor = spool.descriptor
                closes = false
                return
            }
            spool = nil
            descriptor = opened
            closes = path != "-"
        } catch {
            throw ConfigurationError("\(path) cannot be read: \(error)")
        }
    }

    deinit {
        if closes {
            try? descriptor.close()
        }
    }

    /// Its bytes.
    ///
    /// - Throws: ``ConfigurationError``.
    func length() throws -> Int64 {
        do {
            return try descriptor.seek(offset: 0, from: .end)
        } catch {
            throw ConfigurationError("\(name) cannot be read: \(error)")
        }
    }

    private static func isFile(_ descriptor: FileDescriptor) -> Bool {
        (try? FileStatus(of: descriptor))?.isRegular == true
    }

    private static func spool(_ descriptor: FileDescriptor) throws -> SpoolFile {
        let spool = try SpoolFile(in: FileManager.default.temporaryDirectory.path)
        while true {
            let chunk = try [UInt8](unsafeUninitializedCapacity: chunkBytes) { buffer, count in
                count = try descriptor.read(into: UnsafeMutableRawBufferPointer(buffer))
            }
            guard !chunk.isEmpty else {
                return spool
            }
            _ = try spool.descriptor.writeAll(chunk)
        }
    }
}
