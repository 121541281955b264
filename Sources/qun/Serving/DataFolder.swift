import Foundation

/// Small files beside the database, readable by their owner only.
struct DataFolder {
    let path: String

    /// The absolute path of a file in the folder.
    func file(_ name: String) -> String {
        URL(fileURLWithPath: path, isDirectory: true).appendingPathComponent(name).path
    }

    /// The content of a file; `nil` when there is none.
    func read(_ name: String) throws -> Data? {
        guard FileManager.default.fileExists(atPath: file(name)) else {
            return nil
        }
        guard let data = FileManager.default.contents(atPath: file(name)) else {
            throw ConfigurationError("\(file(name)) cannot be read")
        }
        return data
    }

    /// Writes a file so that after a crash either the old or the new content is there.
    func write(_ data: Data, to name: String) throws {
        let target = file(name)
        let draft = target + ".new"
        let manager = FileManager.default
        try manager.createDirectory(
            atPath: (target as NSString).deletingLastPathComponent, withIntermediateDirectories: true,
            attributes: [.posixPermissions: 0o700])
        try? manager.removeItem(atPath: draft)
        guard manager.createFile(atPath: draft, contents: data, attributes: [.posixPermissions: 0o600]) else {
            throw ConfigurationError("\(draft) cannot be written")
        }
        let handle = try FileHandle(forWritingTo: URL(fileURLWithPath: draft))
        try handle.synchronize()
        try handle.close()
        guard rename(draft, target) == 0 else {
            throw ConfigurationError("\(target) cannot be replaced")
        }
    }
}
