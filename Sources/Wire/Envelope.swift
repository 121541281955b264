/// The three members that lead every answer, in the order of the documentation samples.
///
/// Some services add an empty `ErrorDisplay` to them.
///
/// - Source: seed page; protocol reference files 00, 3.2 and 3.3, and 60, section 0.
package enum Envelope {
    /// A writer that holds the envelope of a successful call and waits for the payload's members.
    ///
    /// - Parameters:
    ///   - service: the service that answers.
    ///   - capacity: bytes to reserve.
    package static func success(of service: Service, capacity: Int = 256) -> JSONWriter {
        var writer = JSONWriter(capacity: capacity)
        writer.raw(#"{"ActionStatus":"OK","ErrorInfo":"","ErrorCode":0"#)
        if service.answersErrorDisplay {
            writer.field("ErrorDisplay", "")
        }
        return writer
    }

    /// The complete answer of a refused call.
    ///
    /// - Parameter service: the service that answers; `nil` when the call named none.
    package static func failure(_ error: APIError, of service: Service?) -> [UInt8] {
        var writer = JSONWriter(capacity: 128 + error.text.utf8.count)
        writer.beginObject()
        writer.field("ActionStatus", "FAIL")
        writer.field("ErrorInfo", error.text)
        writer.field("ErrorCode", error.number)
        if service?.answersErrorDisplay == true {
            writer.field("ErrorDisplay", "")
        }
        error.payload?(&writer)
        writer.endObject()
        return writer.bytes
    }
}
