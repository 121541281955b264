import Hummingbird
import HummingbirdCore
import Metrics
import NIOCore
import ServiceLifecycle

/// Answers the requests to the control port: who calls, which route, its parameters, its answer.
struct ControlResponder: HTTPResponder {
    typealias Context = ControlRequestContext

    /// How long a reader may take the end of a stream when the server stops.
    private static let streamTimeout = TimeAmount.seconds(1)

    let rules: AccessRules
    let sources: ControlSources

    func respond(to request: Request, context: Context) async throws -> Response {
        var path: String?
        do throws(ControlRefusal) {
            let head = request.head
            try rules.check(
                AccessRules.Claims(
                    host: head.authority, origin: head.headerFields[.origin],
                    authorization: head.headerFields[.authorization]))
            let route = try ControlRoute.find(head.method.rawValue, request.uri.path)
            path = route.path
            let pairs = request.uri.queryParameters.map { (name: String($0.key), value: String($0.value)) }
            let answer = await route.answer(try ControlQuery(pairs, of: route.parameters), sources)
            count(path, status: answer.status)
            return response(to: head.method, answer, mediaType: route.form.mediaType, over: context.channel)
        } catch {
            count(path, status: error.kind.status)
            var response = response(
                to: request.head.method, ControlAnswer(status: error.kind.status, .whole(error.body)),
                mediaType: "application/json", over: context.channel)
            switch error.kind {
            case .tokenWrong: response.headers[.wwwAuthenticate] = "Bearer"
            case .methodWrong: response.headers[.allow] = error.allowed.map(\.rawValue).joined(separator: ", ")
            default: break
            }
            return response
        }
    }

    /// - Parameter path: the route's; `nil` where the request came to none.
    private func count(_ path: String?, status: Int) {
        Counter(
            label: "qun_control_requests_total",
            dimensions: [("route", path ?? "none"), ("status", String(status))], factory: sources.figures
        ).increment()
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
