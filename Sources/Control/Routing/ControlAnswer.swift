import Wire

/// What a route answers.
struct ControlAnswer: Sendable {
    /// Sends one part of a body, and returns when the reader has room for the next.
    typealias Send = (_ part: [UInt8]) async throws -> Void

    enum Body: Sendable {
        case whole([UInt8])
        /// Parts that are sent until the closure returns, or the reader or the server goes.
        case stream(@Sendable (_ send: Send) async throws -> Void)
    }

    var status = 200
    let body: Body
    /// What the browser is to keep.
    var cookie: SessionCookie?

    init(status: Int = 200, _ body: Body) {
        self.status = status
        self.body = body
    }

    /// JSON, whole.
    ///
    /// - Parameter write: writes the one value.
    static func json(_ write: (inout JSONWriter) -> Void) -> ControlAnswer {
        var writer = JSONWriter(capacity: 1_024)
        write(&writer)
        return ControlAnswer(.whole(writer.bytes))
    }

    /// An object of JSON.
    ///
    /// - Parameter write: writes the members.
    static func object(status: Int = 200, _ write: (inout JSONWriter) -> Void) -> ControlAnswer {
        var writer = JSONWriter(capacity: 1_024)
        writer.beginObject()
        write(&writer)
        writer.endObject()
        return ControlAnswer(status: status, .whole(writer.bytes))
    }
}
