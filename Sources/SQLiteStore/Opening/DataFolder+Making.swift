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
        do {
            try FileManager.default.createDirectory(
                at: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: Int(folderMode)])
        } catch {
            throw StoreOpenError.inaccessible(path: folder.path, reason: error.localizedDescription)
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
            throw StoreOpenError.inaccessible(path: folder, reason: "\(error)")
        }
    }
}
