import NIOHTTP1
import Wire

/// What the gateway wants to know of a request's head.
struct RequestHead: Equatable {
    enum Method {
        case post
        case get
        case head
        case other
    }

    /// What the head says of the body.
    enum Body: Equatable {
        case none
        case bytes(Int)
        case chunked
    }

    let method: Method
    /// The request target as sent: path and query, and the UserSig in it.
    let target: Secret
    /// Whether the client wants to use the connection again.
    let keepsConnection: Bool
    let body: Body
    /// Whether the client waits for `100 Continue` before it sends the body.
    let expectsContinue: Bool
    /// The header `traceparent`, which names the caller's span.
    let traceParent: String?

    /// The head of a `POST` on a connection that stays open.
    ///
    /// - Parameter contentLength: bytes of the body.
    init(postTo target: String, contentLength: Int, traceParent: String? = nil) {
        method = .post
        self.target = Secret(target)
        keepsConnection = true
        body = contentLength == 0 ? .none : .bytes(contentLength)
        expectsContinue = false
        self.traceParent = traceParent
    }

    /// - Parameter endsConnection: whether the connection is not used again, whatever the client wants.
    init(_ head: HTTPRequestHead, endsConnection: Bool = false) {
        var body = Body.none
        var expectsContinue = false
        var asksForUpgrade = head.method == .CONNECT
        var traceParent: String?
        for (name, value) in head.headers {
            switch name.utf8.count {
            case 6 where name.utf8.isSpelled("expect", inAnyCase: true):
                expectsContinue = value.utf8.isSpelled("100-continue", inAnyCase: true)
            case 7 where name.utf8.isSpelled("upgrade", inAnyCase: true):
                asksForUpgrade = true
            case 11 where name.utf8.isSpelled("traceparent", inAnyCase: true):
                traceParent = value
            case 14 where name.utf8.isSpelled("content-length", inAnyCase: true):
                // The decoder has checked the digits and leaves spaces behind them; what is no integer is too large for one.
                let count = Int(value.prefix { $0 != " " }) ?? .max
                body = body == .chunked || count == 0 ? body : .bytes(count)
            case 17 where name.utf8.isSpelled("transfer-encoding", inAnyCase: true):
                body = .chunked
            default:
                break
            }
        }
        method =
            switch head.method {
            case .POST: .post
            case .GET: .get
            case .HEAD: .head
            default: .other
            }
        target = Secret(head.uri)
        self.traceParent = traceParent
        // The decoder stops behind a request that asks for another protocol, whether the server follows or not.
        keepsConnection = head.isKeepAlive && !asksForUpgrade && !endsConnection
        self.body = body
        self.expectsContinue = expectsContinue && head.version.minor >= 1 && body != .none
    }
}
