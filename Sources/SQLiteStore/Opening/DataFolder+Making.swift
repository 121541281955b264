import Files
import Foundation
import SystemPackage

extension DataFolder {
    /// Makes the folder and those above it, which are then on disk.
    ///
    /// - Throws: ``StoreOpenError``.
    static func makeFolder(_ folder: URL, waitsForDisk: Bool) throws {
        var missing: [URL] = []
        var present = folder
        while !FileManager.default.fileExists(atPath: present.path), present.path != "/" {
            missing.append(present)
            present.deleteLastPathComponent()
        }
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: present.path, isDirectory: &isFolder), isFolder.boolValue else {
            throw StoreOpenError.inaccessible(path: folder.path, reason: "\(present.path) is a file, and no folder")
        }
        for made in missing.reversed() where mkdir(made.path, folderMode) != 0 && errno != EEXIST {
            let reason = Errno(rawValue: errno).words
            throw StoreOpenError.inaccessible(path: folder.path, reason: "\(made.path) cannot be made: \(reason)")
        }
        for made in missing where waitsForDisk {
            try synchronize(folder: made.deletingLastPathComponent().path)
        }
    }

    /// Waits until the names in a folder are on disk.
    static func synchronize(folder: String) throws {
        do {
            let descriptor = try FileDescriptor.open(FilePath(folder), .readOnly, options: [.directory, .closeOnExec])
            try descriptor.closeAfter {
                try descriptor.synchronizeFolder()
            }
        } catch {
            throw StoreOpenError.inaccessible(path: folder, error)
        }
    }
}
