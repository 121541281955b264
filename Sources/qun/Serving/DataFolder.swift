import Files
import Foundation
import SystemPackage

/// Small files beside the database, readable by their owner only.
///
/// Nothing is written through a link, so that nobody can have the server write into a file elsewhere. The folder itself
/// may be one, and a file that is only read too.
struct DataFolder {
    let path: String

    /// The absolute path of a file in the folder.
    func file(_ name: String) -> String {
        url.appendingPathComponent(name).path
    }

    private var url: URL { URL(fileURLWithPath: path, isDirectory: true) }

    /// The content of a file; `nil` when there is none.
    ///
    /// - Throws: ``ConfigurationError``, also for a link that leads nowhere: what it led to is missing, not new.
    func read(_ name: String) throws -> Data? {
        let target = file(name)
        let manager = FileManager.default
        let isLink = (try? manager.destinationOfSymbolicLink(atPath: target)) != nil
        guard isLink || manager.fileExists(atPath: target) else {
            return nil
        }
        let place = URL(fileURLWithPath: target).resolvingSymlinksInPath().path
        guard (try? manager.attributesOfItem(atPath: place))?[.type] as? FileAttributeType == .typeRegular else {
            throw ConfigurationError("\(target) is not a file, or a link that does not lead to one")
        }
        guard let data = manager.contents(atPath: target) else {
            throw ConfigurationError("\(target) cannot be read")
        }
        return data
    }

    /// Writes a file so that after a crash either the old or the new content is there.
    ///
    /// - Throws: ``ConfigurationError``.
    func write(_ data: Data, to name: String) throws {
        let place = file(name) as NSString
        let folder = try openFolder(place.deletingLastPathComponent)
        do {
            try folder.closeAfter {
                try folder.replaceFile(place.lastPathComponent, with: data)
            }
        } catch {
            throw ConfigurationError("\(place) cannot be written: \((error as? Errno)?.words ?? "\(error)")")
        }
    }

    /// Removes a file; there may be none.
    ///
    /// - Throws: ``ConfigurationError``.
    func remove(_ name: String) throws {
        do {
            try FileManager.default.removeItem(atPath: file(name))
        } catch CocoaError.fileNoSuchFile {
            return
        } catch {
            throw ConfigurationError("\(file(name)) cannot be removed: \(error)")
        }
    }

    /// Opens the data folder or one in it, and makes it where it is missing.
    private func openFolder(_ name: String) throws -> FileDescriptor {
        try? FileManager.default.createDirectory(
            atPath: name, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        let isOwn = name == url.path
        do {
            return try FileDescriptor.open(
                FilePath(name), .readOnly,
                options: isOwn ? [.directory, .closeOnExec] : [.directory, .closeOnExec, .noFollow])
        } catch {
            let reason = (error as? Errno).map { $0 == .notDirectory ? "" : " (\($0.words))" } ?? ""
            throw ConfigurationError("\(name) cannot be used: it must be a folder, and no link to one\(reason)")
        }
    }
}
