package import StoreCopy
package import SystemPackage
package import Wire

/// Takes a snapshot into an app.
package struct SnapshotTaking: Sendable {
    private static let recordsPerStep: Int64 = 10_000

    private let file: FileDescriptor
    private let app: UInt32
    private let replaces: Bool
    private let administrators: [Account]
    private let tell: @Sendable (SnapshotStep) -> Void

    /// - Parameters:
    ///   - file: one that can be read anywhere, and is read from its beginning, more than once.
    ///   - replaces: whether all that the app has, and what waits to be told of it, makes room.
    ///   - administrators: accounts that an app may have before anybody has used it; those that the snapshot does not have stay.
    ///   - tell: called now and then.
    package init(
        _ file: FileDescriptor, into app: SDKAppID, replaces: Bool, administrators: [Account],
        tell: @escaping @Sendable (SnapshotStep) -> Void = { _ in }
    ) {
        self.file = file
        self.app = app.number
        self.replaces = replaces
        self.administrators = administrators
        self.tell = tell
    }

    /// Looks at the whole file.
    ///
    /// - Throws: ``SnapshotError`` for a file that is cut off, was changed, or has a line that is wrong.
    package func check() throws -> (header: SnapshotHeader, summary: SnapshotSummary) {
        var reader = try SnapshotReader(file, app: app)
        var records: Int64 = 0
        while try reader.next() != nil {
            records += 1
            if records.isMultiple(of: Self.recordsPerStep) {
                tell(.checked(records: records))
            }
        }
        return (reader.header, reader.summary ?? SnapshotSummary())
    }

    /// Fills the app, then reads it again and compares.
    ///
    /// Whatever is wrong with the file is found here too, should it not be the one that was checked.
    ///
    /// - Parameter load: what is thrown here must take it back.
    /// - Throws: ``SnapshotError``, failures of the store.
    package func fill(_ load: any AppLoad) throws -> SnapshotSummary {
        let kept = try keptAccounts(load)
        try load.empty(forgetsOutbox: replaces)
        var filling = AppFilling(load, keeping: kept, app: app, tell: tell)
        var reader = try SnapshotReader(file, app: app)
        while let record = try reader.next() {
            try filling.add(record)
        }
        try filling.end()
        if let contradiction = try load.firstContradiction() {
            throw SnapshotError.contradiction(contradiction)
        }
        try filling.compare()
        return reader.summary ?? SnapshotSummary()
    }

    /// What the app's administrators are stored as.
    ///
    /// - Throws: ``SnapshotError/appInUse(app:place:)`` for an app that has more than them, and is not to be replaced.
    private func keptAccounts(_ load: any AppLoad) throws -> [CopiedRow] {
        let names = Set(administrators.map { CopiedValue.bytes(Array($0.text.utf8)) })
        var kept: [CopiedRow] = []
        for form in RecordForm.all {
            try load.readRows(of: form.table) { rows in
                if form.table == .accounts {
                    kept += rows.filter { names.contains($0[1]) }
                }
                let isKept = form.table == .accounts && rows.allSatisfy { names.contains($0[1]) }
                guard isKept || replaces else {
                    throw SnapshotError.appInUse(app: app, place: load.place)
                }
            }
            // the rest goes, whatever it is
            if replaces, form.table == .accounts {
                break
            }
        }
        return kept
    }
}
