import Files
import Foundation
import SystemPackage

/// A folder that is there once all of it is, for its owner only; nothing in it is replaced.
///
/// An empty folder that is there already, as where a volume is mounted, is filled as it is.
struct NewFolder {
    let path: String
    /// Where to write.
    let draft: String
    private var isOwn: Bool { draft != path }

    /// - Throws: ``ConfigurationError``, also where something has the path already.
    init(_ path: String) throws {
        self.path = path
        switch try Self.content(of: path) {
        case nil:
            draft = path + ".partial"
        case []:
            draft = path
            guard chmod(path, 0o700) == 0 else {
                throw ConfigurationError("\(path) cannot be used: \(Errno(rawValue: errno))")
            }
            return
        case _?:
            throw ConfigurationError("\(path) is there already and not empty; choose another folder")
        }
        try Self.make(draft)
    }

    /// As ``init(_:)``, of a folder that takes the place of one that is moved away before ``finish()``.
    init(replacing path: String) throws {
        self.path = path
        draft = path + ".partial"
        try Self.make(draft)
    }

    /// Lets the folder be there, on disk before this returns.
    func finish() throws {
        if isOwn {
            guard rename(draft, path) == 0 else {
                throw ConfigurationError("\(path) cannot be made: \(Errno(rawValue: errno)); all is in \(draft)")
            }
            try Self.synchronize(Self.parent(of: path))
        }
    }

    /// Removes what was made.
    func abandon() {
        let manager = FileManager.default
        guard !isOwn else {
            _ = try? manager.removeItem(atPath: draft)
            return
        }
        for name in (try? Self.content(of: path)) ?? [] {
            _ = try? manager.removeItem(atPath: path + "/" + name)
        }
    }

    // MARK: -

    /// A path without slashes at its end, and of the folder that a link leads to, so that names can be put behind it.
    static func plain(_ path: String) -> String {
        let url = URL(fileURLWithPath: path, isDirectory: true)
        let isLink = (try? FileManager.default.destinationOfSymbolicLink(atPath: url.path)) != nil
        return isLink ? url.resolvingSymlinksInPath().path : url.path
    }

    /// The names in a folder, but for what a file system puts into each; `nil` where nothing is.
    static func content(of path: String) throws -> [String]? {
        do throws(Errno) {
            _ = try FileStatus(at: path)
        } catch .noSuchFileOrDirectory {
            return nil
        } catch {
            throw ConfigurationError("\(path) cannot be used: \(error.words)")
        }
        do {
            return try FileManager.default.contentsOfDirectory(atPath: path).filter { $0 != "lost+found" }
        } catch {
            throw ConfigurationError("\(path) is no folder that can be read")
        }
    }

    /// Waits until the names in a folder are on disk.
    static func synchronize(_ path: String) throws {
        do {
            let folder = try FileDescriptor.open(FilePath(path), .readOnly, options: [.directory, .closeOnExec])
            try folder.closeAfter { try folder.synchronizeFolder() }
        } catch {
            throw ConfigurationError("\(path) cannot be written: \(error)")
        }
    }

    static func parent(of path: String) -> String {
        let parent = (path as NSString).deletingLastPathComponent
        return parent.isEmpty ? "." : parent
    }

    private static func make(_ draft: String) throws {
        do {
            try FileManager.default.createDirectory(
                atPath: parent(of: draft), withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        } catch {
            throw ConfigurationError("\(parent(of: draft)) cannot be made: \(error.localizedDescription)")
        }
        guard mkdir(draft, 0o700) == 0 else {
            guard errno == EEXIST else {
                throw ConfigurationError("\(draft) cannot be made: \(Errno(rawValue: errno))")
            }
            throw ConfigurationError("\(draft) is there, from a run that was cut off; remove it first")
        }
    }
}
