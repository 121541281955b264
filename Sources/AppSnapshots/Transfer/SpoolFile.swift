import Foundation
package import SystemPackage

/// A file without a name, which goes with its owner.
///
/// - Concurrency: used by one task at a time.
package final class SpoolFile: Sendable {
    /// Read and written at any place.
    package let descriptor: FileDescriptor

    /// - Parameter folder: where its content is kept.
    /// - Throws: `Errno`.
    package init(in folder: String) throws {
        let number = (folder + "/qun-snapshot-XXXXXX").withCString { template in
            let path = strdup(template)
            defer { free(path) }
            let number = path.map { mkstemp($0) } ?? -1
            if number >= 0, let path {
                unlink(path)
            }
            return number
        }
        guard number >= 0 else {
            throw Errno(rawValue: errno)
        }
        descriptor = FileDescriptor(rawValue: number)
    }

    deinit {
        try? descriptor.close()
    }
}
