import Commands
import Health
import NIOCore
import Wire

/// One request and what has become of it so far.
///
/// An object, because it is looked at in many places on its way. Not thread-safe; it lives on its connection's event loop.
final class Exchange {
    /// What a request asks for.
    enum Route {
        case call(CommandCall)
        case refusal(APIError)
        case health(HealthQuestion)
    }

    /// `nil` where requests are not told apart.
    let id: RequestID?
    /// The head; `nil` for bytes that are no HTTP request.
    let head: RequestHead?
    /// The moment at which the head was there, by the event loop's clock.
    let arrival: NIODeadline
    var route: Route
    let trace: CallTrace
    /// The body so far; it stays empty for a request that is refused or takes none.
    var body = ByteBuffer()
    /// The beginning of the body, where somebody wants to see it.
    private(set) var keptBody: [UInt8] = []
    /// The fault that has hit the call; `nil` for nearly all.
    var fault: FaultInWork?
    /// Bytes of the body that came, those that are not kept included; it is known with the answer.
    var bodyBytes = 0

    init(
        head: RequestHead?, arrival: NIODeadline, route: Route, trace: CallTrace = CallTrace(), id: RequestID? = nil
    ) {
        self.id = id
        self.head = head
        self.arrival = arrival
        self.route = route
        self.trace = trace
    }

    /// Whether the body is of any use.
    var keepsBody: Bool {
        guard case .call = route else {
            return false
        }
        return true
    }

    var isRefused: Bool {
        guard case .refusal = route else {
            return false
        }
        return true
    }

    /// The status that an outcome is answered with.
    func status(of outcome: Outcome) -> AnswerHead.Status {
        switch outcome {
        case .success, .immediate: .ok
        case .health(let answer): answer.isWell ? .ok : .unavailable
        case .status(let status): .other(status)
        case .failure: head.map { RequestTarget.isUnderAPI($0.target.revealed) } == false ? .notFound : .ok
        }
    }

    /// Keeps the beginning of the body, which is there whole.
    func keepBody(upTo bytes: Int) {
        keptBody = Array(body.readableBytesView.prefix(bytes))
    }

    /// Hands the body over.
    func takeBody() -> ByteBuffer {
        defer { body = ByteBuffer() }
        return body
    }

    /// Takes the next part of the body.
    func append(_ part: inout ByteBuffer) {
        guard keepsBody else {
            return
        }
        if body.readableBytes == 0 {
            body = part
        } else {
            body.writeBuffer(&part)
        }
    }
}
