import Foundation

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
        let number = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard number >= 0 else {
            throw failure(folder)
        }
        defer { close(number) }
        // some file systems cannot wait for a folder, and do not have to
        guard fsync(number) == 0 || errno == EINVAL else {
            throw failure(folder)
        }
    }
}
