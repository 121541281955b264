package import StoreCopy

/// Writes an app as a snapshot: a header, a line for each record, a footer.
package struct SnapshotWriting {
    /// Lines that are handed on together take about so many bytes.
    private static let chunkBytes = 1 << 16

    private let dump: any AppDump
    private let header: SnapshotHeader
    private let tell: (SnapshotStep) -> Void
    private let emit: (_ chunk: [UInt8]) throws -> Void

    /// - Parameters:
    ///   - emit: takes the bytes of whole lines.
    ///   - tell: called now and then.
    package init(
        _ dump: any AppDump, header: SnapshotHeader, tell: @escaping (SnapshotStep) -> Void = { _ in },
        emit: @escaping (_ chunk: [UInt8]) throws -> Void
    ) {
        self.dump = dump
        self.header = header
        self.tell = tell
        self.emit = emit
    }

    /// Memory does not grow with the app.
    ///
    /// - Throws: ``SnapshotError/damaged(kind:field:)``, failures of the store, and what `emit` throws.
    package func run() throws -> SnapshotSummary {
        var summary = SnapshotSummary()
        summary.headerDigest = LineDigest.of(header.line)
        let digest = LineDigest()
        var chunk = header.line + [UInt8(ascii: "\n")]
        for form in RecordForm.all {
            var count: Int64 = 0
            try dump.readRows(of: form.table) { rows in
                for row in rows {
                    let line = try RecordWriter.line(row, form)
                    digest.add(line)
                    chunk += line
                    chunk.append(UInt8(ascii: "\n"))
                    if chunk.count >= Self.chunkBytes {
                        try emit(chunk)
                        chunk.removeAll(keepingCapacity: true)
                    }
                }
                count += Int64(rows.count)
                tell(.wrote(kind: form.kind, records: count))
            }
            if count > 0 {
                summary.counts[form.kind] = count
            }
        }
        summary.digest = digest.end()
        try emit(chunk + summary.line + [UInt8(ascii: "\n")])
        return summary
    }
}
