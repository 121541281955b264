import NIOCore
import NIOHTTP1

/// A connection to the receiver: reads requests, one at a time, and answers each.
final class ReceiverConnection: ChannelInboundHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias OutboundOut = HTTPServerResponsePart

    /// Bytes of a body; more are refused.
    static let maximumBodyBytes = 2 << 20

    private enum State {
        case idle
        case reading(HTTPRequestHead, body: ByteBuffer)
        /// Of a request that is refused as soon as it is whole.
        case skipping(HTTPRequestHead)
        /// No more is read.
        case closing
    }

    private let reception: EventReception
    private var state = State.idle
    private var delayed: Scheduled<Void>?

    init(reception: EventReception) {
        self.reception = reception
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch (unwrapInboundIn(data), state) {
        case (.head(let head), .idle): begin(head, context)
        case (.body(let part), .reading(let head, var body)):
            // the state must not hold the buffer too, which would be copied then
            state = .idle
            guard body.readableBytes + part.readableBytes <= Self.maximumBodyBytes else {
                refuseLargeBody(head, context)
                return
            }
            body.writeImmutableBuffer(part)
            state = .reading(head, body: body)
        case (.end, .reading(let head, let body)):
            state = .idle
            answer(head, reception.reply(to: head.uri, body: Array(body.readableBytesView)), context)
        case (.end, .skipping(let head)):
            state = .idle
            let reason = "\(head.method) is not how events come: this is qun webhooks listen, which takes them by POST"
            answer(head, reception.refuse(status: 405, reason: reason), context)
        case (_, .idle), (_, .skipping), (_, .closing), (.head, .reading): break
        }
    }

    private func begin(_ head: HTTPRequestHead, _ context: ChannelHandlerContext) {
        guard head.method == .POST else {
            state = .skipping(head)
            return
        }
        let length = head.headers.first(name: "content-length").flatMap { Int($0) } ?? 0
        guard length <= Self.maximumBodyBytes else {
            refuseLargeBody(head, context)
            return
        }
        state = .reading(head, body: context.channel.allocator.buffer(capacity: length))
    }

    /// Refuses at once, and ends the connection: the rest would have to be read for nothing.
    private func refuseLargeBody(_ head: HTTPRequestHead, _ context: ChannelHandlerContext) {
        state = .closing
        write(
            head, reception.refuse(status: 413, reason: "a body has at most \(Self.maximumBodyBytes) bytes"),
            isLast: true, context)
    }

    private func answer(_ head: HTTPRequestHead, _ reply: AnswerRule.Reply, _ context: ChannelHandlerContext) {
        guard reply.delay > .zero else {
            write(head, reply, isLast: !head.isKeepAlive, context)
            return
        }
        delayed = context.eventLoop.assumeIsolated().scheduleTask(in: TimeAmount(reply.delay)) {
            self.delayed = nil
            self.write(head, reply, isLast: !head.isKeepAlive, context)
        }
    }

    private func write(
        _ request: HTTPRequestHead, _ reply: AnswerRule.Reply, isLast: Bool, _ context: ChannelHandlerContext
    ) {
        var head = HTTPResponseHead(version: request.version, status: HTTPResponseStatus(statusCode: reply.status))
        let isJSON = reply.body.first == UInt8(ascii: "{")
        head.headers.add(name: "Content-Type", value: isJSON ? "application/json" : "text/plain; charset=utf-8")
        head.headers.add(name: "Content-Length", value: String(reply.body.count))
        if isLast {
            head.headers.add(name: "Connection", value: "close")
        } else if request.version == .http1_0 {
            head.headers.add(name: "Connection", value: "keep-alive")
        }
        if reply.status == 405 {
            head.headers.add(name: "Allow", value: "POST")
        }
        context.write(wrapOutboundOut(.head(head)), promise: nil)
        if request.method != .HEAD {
            context.write(wrapOutboundOut(.body(.byteBuffer(ByteBuffer(bytes: reply.body)))), promise: nil)
        }
        guard isLast else {
            context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
            return
        }
        let written = context.eventLoop.makePromise(of: Void.self)
        let channel = context.channel
        written.futureResult.whenComplete { _ in channel.close(promise: nil) }
        context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: written)
    }

    func channelInactive(context: ChannelHandlerContext) {
        delayed?.cancel()
        context.fireChannelInactive()
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        // a client that is gone is nothing to speak of, and what is no HTTP has its answer already
        if !(error is IOError) {
            reception.reportFailure("a connection failed: \(error)")
        }
        context.close(promise: nil)
    }
}
