import Commands
import Health
import NIOCore
import Wire

/// How a request ended.
enum Outcome: Sendable {
    /// The call was carried out.
    case success(CommandAnswer)
    /// The call was answered from memory; the whole answer as JSON, not to be copied without need.
    case immediate(ByteBuffer)
    /// The call was refused, or failed.
    case failure(APIError)
    /// A fault answers with this status of HTTP and an empty body.
    case status(Int)
    /// An answer to a question about the server's own state.
    case health(HealthAnswer)

    /// The answer's bytes.
    ///
    /// - Parameter command: the command that was called; `nil` when it is not known.
    func body(of command: CommandName?) -> [UInt8] {
        switch self {
        case .success(let answer): answer.bytes
        case .immediate(let buffer): Array(buffer: buffer)
        case .failure(let error):
            Envelope.failure(error, of: command?.service)
        case .status: []
        case .health(let answer): answer.body
        }
    }
}
