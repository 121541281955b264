import NIOCore
import NIOHTTP1

/// Writes the head of an answer as bytes.
///
/// - Source: protocol reference file 00, 3.1.
enum AnswerHead {
    /// The statuses that the gateway knows: refusals under `/v4` are answers like any other and have the first one.
    enum Status {
        case ok
        /// A refusal outside `/v4`: whoever asks there may look at nothing but the status.
        case notFound
        /// `/ready` only: load balancers look at the status.
        case unavailable
        /// What a fault answers with, and no body.
        case other(Int)
    }

    /// Bytes that a head takes at most.
    static let maximumBytes = 320

    static let continuation: StaticString = "HTTP/1.1 100 Continue\r\n\r\n"

    private static let fields: StaticString = """
        Content-Type: application/json\r\n\
        Access-Control-Allow-Origin: *\r\n\
        Access-Control-Allow-Headers: X-Requested-With\r\n\
        Access-Control-Allow-Methods: POST\r\n\
        Content-Length:\u{20}
        """

    /// - Parameter extra: a field that most answers do not have.
    static func write(
        _ status: Status, contentLength: Int, keepsConnection: Bool, extra: (name: String, value: String)? = nil,
        into buffer: inout ByteBuffer
    ) {
        switch status {
        case .ok: buffer.writeStaticString("HTTP/1.1 200 OK\r\n")
        case .notFound: buffer.writeStaticString("HTTP/1.1 404 Not Found\r\n")
        case .unavailable: buffer.writeStaticString("HTTP/1.1 503 Service Unavailable\r\n")
        case .other(let number):
            buffer.writeString("HTTP/1.1 \(number) \(HTTPResponseStatus(statusCode: number).reasonPhrase)\r\n")
        }
        buffer.writeStaticString(fields)
        buffer.writeString(String(contentLength))
        if let extra {
            buffer.writeString("\r\n\(extra.name): \(extra.value)")
        }
        buffer.writeStaticString(
            keepsConnection ? "\r\nConnection: keep-alive\r\n\r\n" : "\r\nConnection: close\r\n\r\n")
    }
}
