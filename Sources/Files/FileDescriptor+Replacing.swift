import Foundation
package import SystemPackage

extension FileDescriptor {
    /// Writes a file of this folder so that after a crash either the old or the new content is there.
    ///
    /// The file is its owner's alone. Nothing is written through a link: one in the place of the file is replaced.
    ///
    /// - Parameters:
    ///   - name: of the file, without a path.
    ///   - waitsForDisk: whether the content outlives a loss of power from here on.
    /// - Throws: `Errno`.
    package func replaceFile(_ name: String, with content: some Sequence<UInt8>, waitsForDisk: Bool = true) throws {
        let draft = name + ".new"
        // what a write that was cut off has left
        unlinkat(rawValue, draft, 0)
        let file = try makeFile(draft)
        try file.closeAfter {
            try file.writeAll(content)
            if waitsForDisk {
                try Self.check(fsync(file.rawValue))
            }
        }
        try Self.check(renameat(rawValue, draft, rawValue, name))
        if waitsForDisk {
            try synchronizeFolder()
        }
    }

    /// Waits until the names in this folder are on disk.
    ///
    /// - Throws: `Errno`.
    package func synchronizeFolder() throws {
        // some file systems cannot wait for a folder, and do not have to
        if fsync(rawValue) != 0, errno != EINVAL {
            throw Errno(rawValue: errno)
        }
    }

    private func makeFile(_ name: String) throws -> FileDescriptor {
        let number = openat(rawValue, name, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600)
        try Self.check(number)
        return FileDescriptor(rawValue: number)
    }

    private static func check(_ result: CInt) throws {
        guard result >= 0 else {
            throw Errno(rawValue: errno)
        }
    }
}
