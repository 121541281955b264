import Hummingbird
import HummingbirdCore
import Metrics
import NIOCore
import ServiceLifecycle
import Wire

/// Answers the requests to the control port: who calls, which route, its parameters, its answer.
struct ControlResponder: HTTPResponder {
    typealias Context = ControlRequestContext

    /// How long a reader may take the end of a stream when the server stops.
    private static let streamTimeout = TimeAmount.seconds(1)

    let sources: ControlSources
    private var rules: AccessRules { sources.access }

    func respond(to request: Request, context: Context) async throws -> Response {
        var response = await answer(request, context)
        if request.headers[.upgrade] != nil {
            // behind a request for another protocol, as clients of HTTP/2 make it, nothing more is read of a connection
            response.headers[.connection] = "close"
        }
        return response
    }

    private func answer(_ request: Request, _ context: Context) async -> Response {
        var path: String?
        do throws(ControlRefusal) {
            let head = request.head
            let claims = AccessRules.Claims(head)
            try rules.checkPlace(claims)
            if let page = ConsoleResponse.find(head, request.uri.path) {
                count(ConsoleResponse.path, status: page.status.code)
                return page
            }
            let match = try admit(head, request.uri.path, claims)
            path = match.route.path
            let pairs = request.uri.queryParameters.map { (name: String($0.key), value: String($0.value)) }
            let answer = try await match.route.answer(
                try await read(request, match, pairs, claims, context), sources)
            count(path, status: answer.status)
            return response(to: head.method, answer, mediaType: match.route.form.mediaType, over: context.channel)
        } catch {
            count(path, status: error.kind.status)
            return response(to: request.head.method, error, over: context.channel)
        }
    }

    // MARK: The request

    /// The route of a request whose sender may use it.
    private func admit(
        _ head: HTTPRequest, _ path: String, _ claims: AccessRules.Claims
    ) throws(ControlRefusal) -> ControlRoute.Match {
        let found = Result { () throws(ControlRefusal) in try ControlRoute.find(head.method.rawValue, path) }
        let now = sources.now()
        guard case .success(let match) = found, match.route.access == .open else {
            // who is not let in does not learn what there is
            try rules.checkCaller(claims, now: now)
            let match = try found.get()
            if match.route.method != .get {
                try rules.checkChange(claims, now: now)
            }
            guard match.route.access != .development || sources.isDevelopment else {
                throw ControlRefusal(
                    .developmentOnly, "This is for servers that are there to be tried with; start it with --dev.")
            }
            return match
        }
        return match
    }

    private func read(
        _ request: Request, _ match: ControlRoute.Match, _ pairs: [(name: String, value: String)],
        _ claims: AccessRules.Claims, _ context: Context
    ) async throws(ControlRefusal) -> ControlRequest {
        let route = match.route
        var values = RouteValues()
        for (parameter, segment) in zip(route.pathParameters, match.segments) {
            try values.take(pathSegment: segment, parameter)
        }
        try values.take(query: pairs, route.parameters)
        var body: [UInt8] = []
        switch route.body {
        case .none, .parts:
            break
        case .bytes(_, let maximum, _):
            body = try await bytes(of: request, maximum: maximum)
        case .fields(let fields):
            body = try await bytes(of: request, maximum: route.body.maximumBytes)
            try values.take(body: body, fields)
        }
        return ControlRequest(
            values: values, body: body, parts: BodyParts(request.body, maximum: route.body.maximumBytes),
            claims: claims,
            address: context.channel.remoteAddress?.ipAddress ?? "unknown")
    }

    private func bytes(of request: Request, maximum: Int) async throws(ControlRefusal) -> [UInt8] {
        do {
            return Array(buffer: try await request.body.collect(upTo: maximum))
        } catch is NIOTooManyBytesError {
            throw ControlRefusal(.bodyTooLarge, "The body may have \(maximum) bytes at most.")
        } catch {
            throw ControlRefusal(.bodyInvalid, "The body has not come whole.")
        }
    }

    // MARK: The answer

    /// - Parameter path: the route's; `nil` where the request came to none.
    private func count(_ path: String?, status: Int) {
        Counter(
            label: "qun_control_requests_total",
            dimensions: [("route", path ?? "none"), ("status", String(status))], factory: sources.figures
        ).increment()
    }

    private func response(
        to method: HTTPRequest.Method, _ refusal: ControlRefusal, over channel: any Channel
    ) -> Response {
        var response = response(
            to: method, ControlAnswer(status: refusal.kind.status, .whole(refusal.body)),
            mediaType: "application/json", over: channel)
        switch refusal.kind {
        case .tokenWrong: response.headers[.wwwAuthenticate] = "Bearer"
        case .methodWrong: response.headers[.allow] = refusal.allowed.map(\.rawValue).joined(separator: ", ")
        default: break
        }
        return response
    }

    private func response(
        to method: HTTPRequest.Method, _ answer: ControlAnswer, mediaType: String, over channel: any Channel
    ) -> Response {
        let body: ResponseBody =
            switch answer.body {
            case .whole(let bytes) where method == .head:
                ResponseBody(contentLength: bytes.count) { try await $0.finish(nil) }
            case .whole(let bytes):
                ResponseBody(byteBuffer: ByteBuffer(bytes: bytes))
            case .stream where method == .head:
                ResponseBody { try await $0.finish(nil) }
            case .stream(let write):
                ResponseBody { writer in
                    try await withGracefulShutdownHandler {
                        try await write { try await writer.write(ByteBuffer(bytes: $0)) }
                    } onGracefulShutdown: {
                        // who does not read does not see the end
                        channel.eventLoop.scheduleTask(in: Self.streamTimeout) { channel.close(promise: nil) }
                    }
                    try await writer.finish(nil)
                }
            }
        var headers = HTTPFields()
        headers[.contentType] = mediaType
        headers[.cacheControl] = "no-store"
        headers[.xContentTypeOptions] = "nosniff"
        headers[.setCookie] = answer.cookie?.header
        return Response(status: HTTPResponse.Status(code: answer.status), headers: headers, body: body)
    }
}

/// What is kept of a request while it is answered.
struct ControlRequestContext: RequestContext {
    var coreContext: CoreRequestContextStorage
    /// The connection.
    let channel: any Channel

    init(source: Source) {
        coreContext = CoreRequestContextStorage(source: source)
        channel = source.channel
    }
}
