import Foundation
import SQLiteStore
import SystemPackage

/// A data folder that makes room, and that no server can open meanwhile.
final class OldFolder {
    /// One of them shows that a folder is a data folder.
    private static let signs = ["qun.sqlite", "store.json", "qun.lock"] + FolderCopy.fileNames

    private let path: String
    private let held: HeldDataFolder
    private var aside: String?

    /// - Throws: ``ConfigurationError`` for a folder of something else, ``StoreOpenError`` for one that is in use.
    init(_ path: String) throws {
        guard Self.signs.contains(where: { FileManager.default.fileExists(atPath: path + "/" + $0) }) else {
            throw ConfigurationError("\(path) is not empty, and no data folder; --replace moves data folders only")
        }
        self.path = path
        held = try HeldDataFolder(URL(fileURLWithPath: path, isDirectory: true))
    }

    /// - Returns: the new name.
    func moveAside() throws -> String {
        var number = 1
        while try NewFolder.content(of: "\(path).old-\(number)") != nil {
            number += 1
        }
        let name = "\(path).old-\(number)"
        guard rename(path, name) == 0 else {
            throw ConfigurationError(
                "\(path) cannot be renamed to \(name): \(Errno(rawValue: errno)); where a volume is mounted there, empty it "
                    + "and restore without --replace")
        }
        aside = name
        try NewFolder.synchronize(NewFolder.parent(of: path))
        return name
    }

    /// Gives the folder its name again.
    func moveBack() throws {
        guard let aside, rename(aside, path) == 0 else {
            throw ConfigurationError("\(path) is in \(aside ?? path), and cannot be renamed: \(Errno(rawValue: errno))")
        }
    }
}
