/// The three members that lead every answer, in the order of the documentation samples.
///
/// - Source: seed page; protocol reference file 00, 3.2 and 3.3.
package enum Envelope {
    /// A writer that holds the envelope of a successful call and waits for the payload's members.
    ///
    /// - Parameter capacity: bytes to reserve.
    package static func success(capacity: Int = 256) -> JSONWriter {
        var writer = JSONWriter(capacity: capacity)
        writer.raw(#"{"ActionStatus":"OK","ErrorInfo":"","ErrorCode":0"#)
        return writer
    }

    /// The complete answer of a refused call.
    ///
    /// A refusal never carries a payload.
    package static func failure(code: ErrorCode, text: String) -> [UInt8] {
        var writer = JSONWriter(capacity: 96 + text.utf8.count)
        writer.beginObject()
        writer.field("ActionStatus", "FAIL")
        writer.field("ErrorInfo", text)
        writer.field("ErrorCode", code.rawValue)
        writer.endObject()
        return writer.bytes
    }
}
