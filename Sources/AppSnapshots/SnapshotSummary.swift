import Wire

/// What a snapshot holds, as its last line says.
package struct SnapshotSummary: Equatable, Sendable {
    static let kind = "footer"

    /// The records of each kind that has some.
    package internal(set) var counts: [String: Int64] = [:]
    /// SHA-256 of the lines of the records, with their ends: 64 hexadecimal digits, the same for apps that hold the same.
    package internal(set) var digest = ""
    /// SHA-256 of the first line, with its end.
    var headerDigest = ""

    /// All records.
    package var records: Int64 { counts.values.reduce(0, +) }

    /// Without the end of the line.
    var line: [UInt8] {
        var writer = JSONWriter()
        writer.beginObject()
        writer.field("Kind", Self.kind)
        writer.key("Counts")
        writer.beginObject()
        for form in RecordForm.all {
            writer.string(form.kind)
            writer.raw(":")
            writer.integer(counts[form.kind] ?? 0)
        }
        writer.endObject()
        writer.field("Digest", digest)
        writer.field("HeaderDigest", headerDigest)
        writer.endObject()
        return writer.bytes
    }

    init() {}

    /// - Throws: ``LineFields/Defect``.
    init(_ fields: LineFields) throws {
        var fields = fields
        guard
            try fields.string("Kind") == Self.kind, case .object(let object)? = fields.take("Counts"),
            let digest = try fields.string("Digest"), let headerDigest = try fields.string("HeaderDigest")
        else {
            throw LineFields.Defect(field: nil, reason: "a footer has Counts, Digest and HeaderDigest")
        }
        try fields.end()
        var counts = LineFields(object)
        for form in RecordForm.all {
            if let count = try counts.integer(form.kind), count != 0 {
                self.counts[form.kind] = count
            }
        }
        try counts.end()
        self.digest = digest
        self.headerDigest = headerDigest
    }
}
