package import StoreCopy
import SystemPackage
package import Wire

/// The content of an app in a file, for whoever serves its store.
///
/// Both directions go through a file without a name, so that neither the store nor a thread waits for whoever sends or
/// takes the bytes.
package struct AppSnapshot: Sendable {
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
    /// Nothing can be sent before all of it is read, so that a failure of the store comes before the first bytes.
    ///
    /// - Throws: ``SnapshotError``, failures of the store and of the disk.
    package func write(at time: UnixTime, program: String) async throws -> WrittenSnapshot {
        let spool = try SpoolFile(in: spoolFolder)
        let header = SnapshotHeader(app: app, time: time, program: program)
        let summary = try await store.withDump(ofApp: app.number) { dump in
            try SnapshotWriting(dump, header: header) { _ = try spool.descriptor.writeAll($0) }.run()
        }
        return WrittenSnapshot(summary: summary, spool: spool)
    }

    /// Keeps what somebody sends until it is taken; the app is not touched.
    ///
    /// - Parameter source: the bytes in any parts.
    /// - Throws: failures of the disk, and what the source throws.
    package func receive(_ source: some AsyncSequence<[UInt8], any Error>) async throws -> SpoolFile {
        let spool = try SpoolFile(in: spoolFolder)
        for try await chunk in source {
            _ = try spool.descriptor.writeAll(chunk)
        }
        return spool
    }

    /// Takes a snapshot into the app; what is wrong with it leaves the app as it was.
    ///
    /// The store writes nothing else while it takes it, where it writes one transaction at a time.
    ///
    /// - Parameters:
    ///   - spool: what was sent.
    ///   - replaces: whether all that the app has makes room.
    ///   - administrators: accounts that the app may have before, see ``SnapshotTaking``.
    /// - Throws: ``SnapshotError``, failures of the store and of the disk.
    package func take(
        _ spool: SpoolFile, replaces: Bool, administrators: [Account]
    ) async throws -> SnapshotSummary {
        let taking = SnapshotTaking(
            spool.descriptor, into: app, replaces: replaces, administrators: administrators)
        _ = try await apart { try taking.check() }
        return try await store.withLoad(ofApp: app.number) { load in
            defer { withExtendedLifetime(spool) {} }
            return try taking.fill(load)
        }
    }
}
