package import Wire

/// What the first line of a snapshot says.
package struct SnapshotHeader: Equatable, Sendable {
    /// The form that this program writes and reads.
    package static let form: Int64 = 1
    static let kind = "header"

    /// The app that was taken.
    package let app: SDKAppID
    /// When.
    package let time: UnixTime
    /// The program that wrote it.
    package let program: String

    package init(app: SDKAppID, time: UnixTime, program: String) {
        self.app = app
        self.time = time
        self.program = program
    }

    /// Without the end of the line.
    var line: [UInt8] {
        var writer = JSONWriter()
        writer.beginObject()
        writer.field("Kind", Self.kind)
        writer.field("Form", Self.form)
        writer.field("SdkAppid", app.number)
        writer.field("Time", time.seconds)
        writer.field("Program", program)
        writer.endObject()
        return writer.bytes
    }

    /// - Throws: ``LineFields/Defect``, ``SnapshotError/newerForm(_:)``.
    init(_ fields: LineFields) throws {
        var fields = fields
        guard try fields.string("Kind") == Self.kind else {
            throw LineFields.Defect(field: "Kind", reason: "the first line of a snapshot is its header")
        }
        let form = try fields.integer("Form") ?? 0
        guard form <= Self.form else {
            throw SnapshotError.newerForm(form)
        }
        guard form == Self.form else {
            throw LineFields.Defect(field: "Form", reason: "it must be \(Self.form)")
        }
        guard let app = try fields.integer("SdkAppid").flatMap(UInt32.init(exactly:)), app > 0 else {
            throw LineFields.Defect(field: "SdkAppid", reason: "it must be the number of an app")
        }
        guard let time = try fields.integer("Time"), let program = try fields.string("Program") else {
            throw LineFields.Defect(field: nil, reason: "Time and Program must be there")
        }
        try fields.end()
        self.init(app: SDKAppID(app), time: UnixTime(seconds: time), program: program)
    }
}
