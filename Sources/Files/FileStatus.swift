package import SystemPackage

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// What the system says of a file.
package struct FileStatus: Sendable {
    /// Whether it is a file, and no folder, pipe or device.
    package let isRegular: Bool
    /// Its device and its number there: `8:1234`.
    package let identity: String

    /// - Throws: the system's error for a descriptor that it says nothing of.
    package init(of descriptor: FileDescriptor) throws(Errno) {
        var status = stat()
        guard fstat(descriptor.rawValue, &status) == 0 else {
            throw Errno(rawValue: errno)
        }
        self.init(status)
    }

    /// What is at a path; of a link, the link.
    ///
    /// - Throws: the system's error, ``Errno/noSuchFileOrDirectory`` where nothing is.
    package init(at path: String) throws(Errno) {
        var status = stat()
        guard lstat(path, &status) == 0 else {
            throw Errno(rawValue: errno)
        }
        self.init(status)
    }

    private init(_ status: stat) {
        isRegular = status.st_mode & S_IFMT == S_IFREG
        identity = "\(status.st_dev):\(status.st_ino)"
    }
}
