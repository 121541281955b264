import Digests
import StoreCopy
import SystemPackage
import Wire

/// Reads a snapshot, and finds out whether it is whole.
///
/// What it shows counts only once the last line has been read: before, nobody knows whether the file is cut off.
struct SnapshotReader: ~Copyable {
    /// A record.
    struct Record {
        let form: RecordForm
        let row: CopiedRow
        /// Counted from 1, the header.
        let line: Int64
    }

    let header: SnapshotHeader
    private let app: UInt32
    private var lines: SnapshotLines
    private var found = SnapshotSummary()
    private let digest = LineDigest()
    /// The place of the last record's kind among all.
    private var kind = 0

    /// - Parameters:
    ///   - file: read from its beginning.
    ///   - app: the one that the rows are to belong to; `nil` means that of the header.
    init(_ file: FileDescriptor, app: UInt32? = nil) throws {
        lines = SnapshotLines(file)
        guard let line = try lines.next() else {
            throw SnapshotError.cutOff(lines: 0)
        }
        header = try Self.naming(1) { try SnapshotHeader(LineFields(line)) }
        found.headerDigest = LineDigest.of(line)
        self.app = app ?? header.app.number
    }

    /// The next record; `nil` behind the last one of a snapshot that is whole.
    mutating func next() throws -> Record? {
        guard let line = try lines.next() else {
            throw SnapshotError.cutOff(lines: lines.number)
        }
        let number = lines.number
        var fields = try Self.naming(number) { try LineFields(line) }
        let name = try Self.naming(number) { try fields.string("Kind") }
        guard let name, let form = RecordForm.byKind[name] else {
            guard name == SnapshotSummary.kind else {
                let reason = name == nil ? "it is missing" : "there is no such kind of record"
                throw SnapshotError.line(number, kind: name, field: "Kind", reason: reason)
            }
            try end(line, number)
            return nil
        }
        guard let place = RecordForm.all.firstIndex(where: { $0.table == form.table }), place >= kind else {
            throw SnapshotError.line(
                number, kind: name, field: "Kind",
                reason: "it must come before those of the kind \(RecordForm.all[kind].kind)")
        }
        kind = place
        var reader = RecordReader(fields, form)
        let row = try Self.naming(number, name) { try reader.row(ofApp: app) }
        found.counts[name, default: 0] += 1
        digest.add(line)
        return Record(form: form, row: row, line: number)
    }

    /// What the file has, once its last line is read.
    private(set) var summary: SnapshotSummary?

    private mutating func end(_ line: ArraySlice<UInt8>, _ number: Int64) throws {
        let footer = try Self.naming(number, SnapshotSummary.kind) { try SnapshotSummary(LineFields(line)) }
        if try lines.next() != nil {
            throw SnapshotError.line(lines.number, reason: "nothing may follow the footer")
        }
        guard footer.headerDigest == found.headerDigest else {
            throw SnapshotError.changed(reason: "the first line has another digest than its footer says")
        }
        for form in RecordForm.all {
            let (has, says) = (found.counts[form.kind] ?? 0, footer.counts[form.kind] ?? 0)
            guard has == says else {
                throw SnapshotError.changed(
                    reason: "it has \(has) records of the kind \(form.kind), and its footer says \(says)")
            }
        }
        found.digest = digest.end()
        guard footer.digest == found.digest else {
            throw SnapshotError.changed(reason: "its records have another digest than its footer says")
        }
        summary = found
    }

    private static func naming<Value>(_ number: Int64, _ kind: String? = nil, _ body: () throws -> Value) throws
        -> Value
    {
        do {
            return try body()
        } catch let defect as LineFields.Defect {
            throw SnapshotError.line(number, kind: kind, field: defect.field, reason: defect.reason)
        }
    }
}
