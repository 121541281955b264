import Files
import Foundation
import SystemPackage

/// A file that is there once all of it is, for its owner only; nothing is replaced.
struct NewFile: ~Copyable {
    private let path: String
    private let draft: String
    let descriptor: FileDescriptor

    /// - Throws: ``ConfigurationError``, also where something has the path already.
    init(_ path: String) throws {
        self.path = path
        draft = path + ".new"
        guard !Self.exists(path) else {
            throw ConfigurationError("\(path) is there already; choose another name, or remove it")
        }
        // what a run that was cut off has left
        unlink(draft)
        do {
            descriptor = try FileDescriptor.open(
                FilePath(draft), .writeOnly, options: [.create, .exclusiveCreate, .noFollow, .closeOnExec],
                permissions: [.ownerReadWrite])
        } catch {
            throw ConfigurationError("\(path) cannot be written: \(error)")
        }
    }

    deinit {
        try? descriptor.close()
        unlink(draft)
    }

    /// Lets the file be there, on disk before this returns.
    func finish() throws {
        guard fsync(descriptor.rawValue) == 0 else {
            throw ConfigurationError("\(path) cannot be written: \(Errno(rawValue: errno))")
        }
        // unlike a renaming it replaces nothing
        guard link(draft, path) == 0 else {
            throw ConfigurationError("\(path) cannot be made: \(Errno(rawValue: errno))")
        }
        let folder = (path as NSString).deletingLastPathComponent
        let parent = try FileDescriptor.open(
            FilePath(folder.isEmpty ? "." : folder), .readOnly, options: [.directory, .closeOnExec])
        try parent.closeAfter { try parent.synchronizeFolder() }
    }

    private static func exists(_ path: String) -> Bool {
        (try? FileStatus(at: path)) != nil
    }
}
