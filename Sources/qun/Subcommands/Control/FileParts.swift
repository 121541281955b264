import NIOCore
import SystemPackage

/// The bytes of a file, from its beginning, as they are asked for.
struct FileParts: AsyncSequence, Sendable {
    private static let partBytes = 1 << 16

    /// One that can be read anywhere.
    let file: SystemPackage.FileDescriptor

    func makeAsyncIterator() -> AsyncIterator {
        AsyncIterator(file: file)
    }

    struct AsyncIterator: AsyncIteratorProtocol {
        fileprivate let file: SystemPackage.FileDescriptor
        private var place: Int64 = 0

        fileprivate init(file: SystemPackage.FileDescriptor) {
            self.file = file
        }

        /// - Throws: `Errno`.
        mutating func next() async throws -> ByteBuffer? {
            var part = ByteBuffer()
            let count = try part.writeWithUnsafeMutableBytes(minimumWritableBytes: FileParts.partBytes) { bytes in
                try file.read(fromAbsoluteOffset: place, into: bytes)
            }
            place += Int64(count)
            return count == 0 ? nil : part
        }
    }
}
