import SystemPackage

/// The content of an app at one moment, in a file that goes with its last owner.
package struct WrittenSnapshot: Sendable {
    private static let chunkBytes = 1 << 16

    package let summary: SnapshotSummary
    private let spool: SpoolFile

    init(summary: SnapshotSummary, spool: SpoolFile) {
        self.summary = summary
        self.spool = spool
    }

    /// Sends all of it, from its beginning, as fast as it is taken.
    ///
    /// - Throws: failures of the disk, and what the sink throws.
    package func send(to sink: (_ chunk: [UInt8]) async throws -> Void) async throws {
        var place: Int64 = 0
        while true {
            let chunk = try [UInt8](unsafeUninitializedCapacity: Self.chunkBytes) { buffer, count in
                count = try spool.descriptor.read(
                    fromAbsoluteOffset: place, into: UnsafeMutableRawBufferPointer(buffer))
            }
            guard !chunk.isEmpty else {
                return
            }
            try await sink(chunk)
            place += Int64(chunk.count)
        }
    }
}
