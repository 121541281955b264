package import StoreCopy
import SystemPackage
package import Wire

/// The content of an app in a file, for whoever serves its store.
///
/// Both directions go through a file without a name, so that neither the store nor a thread waits for whoever sends or
/// takes the bytes.
package struct AppSnapshot: Sendable {
    private static let chunkBytes = 1 << 16

    private let app: SDKAppID
    private let store: any AppTransferStore
    private let spoolFolder: String

    /// - Parameters:
    ///   - spoolFolder: where files without names are kept, as large as the snapshots are.
    package init(of app: SDKAppID, in store: any AppTransferStore, spoolFolder: String) {
        self.app = app
        self.store = store
        self.spoolFolder = spoolFolder
    }

    /// Writes the app as it is at one moment.
    ///
    /// The first bytes come when all of it is read, so that a failure of the store comes before them.
    ///
    /// - Throws: ``SnapshotError``, failures of the store and of the disk, and what the sink throws.
    package func write(
        at time: UnixTime, program: String, to sink: (_ chunk: [UInt8]) async throws -> Void
    ) async throws -> SnapshotSummary {
        let spool = try SpoolFile(in: spoolFolder)
        let header = SnapshotHeader(app: app, time: time, program: program)
        let summary = try await store.withDump(ofApp: app.number) { dump in
            try SnapshotWriting(dump, header: header) { _ = try spool.descriptor.writeAll($0) }.run()
        }
        var place: Int64 = 0
        while true {
            let chunk = try [UInt8](unsafeUninitializedCapacity: Self.chunkBytes) { buffer, count in
                count = try spool.descriptor.read(
                    fromAbsoluteOffset: place, into: UnsafeMutableRawBufferPointer(buffer))
            }
            guard !chunk.isEmpty else {
                return summary
            }
            try await sink(chunk)
            place += Int64(chunk.count)
        }
    }

    /// Takes a snapshot into the app; what is wrong with it leaves the app as it was.
    ///
    /// The store writes nothing else while it takes it, where it writes one transaction at a time.
    ///
    /// - Parameters:
    ///   - source: the bytes in any parts.
    ///   - replaces: whether all that the app has makes room.
    ///   - administrators: accounts that the app may have before, see ``SnapshotTaking``.
    /// - Throws: ``SnapshotError``, failures of the store and of the disk, and what the source throws.
    package func read(
        from source: some AsyncSequence<[UInt8], any Error>, replaces: Bool, administrators: [Account]
    ) async throws -> SnapshotSummary {
        let spool = try SpoolFile(in: spoolFolder)
        for try await chunk in source {
            _ = try spool.descriptor.writeAll(chunk)
        }
        let taking = SnapshotTaking(
            spool.descriptor, into: app, replaces: replaces, administrators: administrators)
        return try await take(taking, spool)
    }

    /// As ``read(from:replaces:administrators:)``, of a snapshot that lies in a file.
    package func take(_ taking: SnapshotTaking) async throws -> SnapshotSummary {
        try await take(taking, nil)
    }

    /// - Parameter spool: kept open meanwhile.
    private func take(_ taking: SnapshotTaking, _ spool: SpoolFile?) async throws -> SnapshotSummary {
        _ = try await apart { try taking.check() }
        return try await store.withLoad(ofApp: app.number) { load in
            defer { withExtendedLifetime(spool) {} }
            return try taking.fill(load)
        }
    }
}
