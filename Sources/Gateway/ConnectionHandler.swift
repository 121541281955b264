import Commands
import NIOCore
import NIOHTTP1
import Wire

/// Serves one connection: takes requests in order, one at a time, and writes their answers.
///
/// While a request is in work, later ones wait in a backlog, and as soon as one waits nothing more is read. The next
/// request is not begun before the client has taken the answers, so neither direction can pile up.
///
/// A connection ends after a request that cannot be parsed, that was refused before its end, or that asked for it.
/// What the client is still sending is then read and thrown away, within bounds, because closing a socket with
/// unread data would take the answer from the client.
///
/// Not thread-safe; it lives on its channel's event loop.
final class ConnectionHandler: ChannelInboundHandler {
    typealias InboundIn = RequestPart
    typealias OutboundOut = ByteBuffer

    private enum Phase {
        /// between requests
        case idle
        /// a head is there, its body is coming
        case receiving
        /// a task is at work
        case executing
        /// the client has not taken the last answer
        case answering
        /// the last answer is on its way; what still comes in is thrown away
        case ending
        /// nothing more will be read or written
        case closed
    }

    /// What comes from the client, in order.
    private enum Input {
        case part(RequestPart)
        /// Bytes that are no HTTP; nothing can be parsed behind them.
        case malformed(String)
        /// The client sends no more.
        case end
    }

    private let server: ServerContext
    private let peer: String
    private var context: ChannelHandlerContext?
    private var timer: DeadlineTimer?
    private var phase = Phase.idle
    private var exchange: Exchange?
    private var admission: Admission?
    /// Tells the exchanges of a connection apart, for answers that come late.
    private var exchangeNumber = 0
    private var backlog = CircularBuffer<Input>()
    /// Whether the channel is between the first `channelRead` and `channelReadComplete`.
    private var isReading = false
    private var hasTakenPart = false
    private var needsFlush = false
    /// Whether the client has sent all that has to be read before the connection may end.
    private var isInputOver = false
    /// Whether the last answer has been written.
    private var isOutputOver = false
    private var drainedBytes = 0

    /// - Parameter peer: the client's address, without port.
    init(server: ServerContext, peer: String) {
        self.server = server
        self.peer = peer
    }

    // MARK: Channel

    func handlerAdded(context: ChannelHandlerContext) {
        self.context = context
        // The handler and its timer hold each other until `handlerRemoved`, which comes when the channel has closed.
        timer = DeadlineTimer(eventLoop: context.eventLoop) { self.expire($0) }
        if context.channel.isActive {
            begin()
        }
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        timer?.invalidate()
        timer = nil
        self.context = nil
    }

    func channelActive(context: ChannelHandlerContext) {
        context.fireChannelActive()
        begin()
    }

    func channelInactive(context: ChannelHandlerContext) {
        // A command in work goes on; its answer will find the phase closed.
        phase = .closed
        backlog.removeAll()
        timer?.invalidate()
        context.fireChannelInactive()
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        isReading = true
        hasTakenPart = true
        receive(.part(unwrapInboundIn(data)))
    }

    func channelReadComplete(context: ChannelHandlerContext) {
        isReading = false
        switch phase {
        case .idle where !hasTakenPart && timer?.reason == .idle:
            // The bytes that came are the beginning of a head.
            timer?.set(.header, after: TimeAmount(server.limits.headerTimeout))
        case .receiving where timer?.reason != .body:
            timer?.set(.body, after: TimeAmount(server.limits.bodyTimeout))
        default:
            break
        }
        hasTakenPart = false
        flush()
        readMore()
        context.fireChannelReadComplete()
    }

    func channelWritabilityChanged(context: ChannelHandlerContext) {
        if phase == .answering, context.channel.isWritable {
            becomeIdle()
            resume()
        }
        context.fireChannelWritabilityChanged()
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        switch event {
        case ChannelEvent.inputClosed:
            receive(.end)
        case is ChannelShouldQuiesceEvent where phase == .idle:
            writeLast(ByteBuffer(), isInputComplete: true)
        default:
            break
        }
        context.fireUserInboundEventTriggered(event)
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        switch error {
        case let error as HTTPParserError:
            receive(.malformed(Self.reason(error)))
        case ByteToMessageDecoderError.dataReceivedInErrorState(_, let bytes):
            drain(bytes.readableBytes)
        default:
            server.connectionLog.recordError(error, peer: peer)
            close()
        }
    }

    private static func reason(_ error: HTTPParserError) -> String {
        switch error {
        case .headerOverflow: "the URL and the headers are too large or too many"
        case .invalidEOFState: "the connection ended in the middle of a request"
        default: "the HTTP message cannot be parsed"
        }
    }

    // MARK: Input

    private func begin() {
        timer?.set(.idle, after: TimeAmount(server.limits.idleTimeout))
        context?.read()
    }

    /// Asks for more, unless something waits to be worked on already.
    private func readMore() {
        if backlog.isEmpty, phase != .closed {
            context?.read()
        }
    }

    private func receive(_ input: Input) {
        switch phase {
        case .idle, .receiving:
            process(input)
        case .executing, .answering:
            backlog.append(input)
        case .ending:
            discard(input)
        case .closed:
            break
        }
    }

    /// Works off what has waited for the last request to end.
    private func resume() {
        while phase == .idle || phase == .receiving, let input = backlog.popFirst() {
            process(input)
        }
        if phase == .receiving {
            timer?.set(.body, after: TimeAmount(server.limits.bodyTimeout))
        }
        flush()
        readMore()
    }

    private func process(_ input: Input) {
        switch input {
        case .part(.head(let head)):
            take(head)
        case .part(.body(var part)):
            take(&part)
        case .part(.end):
            complete()
        case .malformed(let reason):
            // goes before whatever the head was refused for
            exchange?.route = .refusal(APIError(.malformedHTTP, reason))
            refuse(APIError(.malformedHTTP, reason))
        case .end:
            close()
        }
    }

    private func take(_ head: RequestHead) {
        guard let context else {
            return
        }
        var trace = CallTrace()
        let arrival = context.eventLoop.now
        let route = server.route(head, address: peer, last: &admission, trace: &trace)
        let exchange = Exchange(head: head, arrival: arrival, route: route, trace: trace)
        self.exchange = exchange
        exchangeNumber += 1
        phase = .receiving
        if case .bytes(let count) = head.body, count > server.limits.maximumBodyBytes {
            refuse(tooLarge)
        } else if head.expectsContinue {
            answerExpectation(exchange)
        }
    }

    /// Lets the client send the body, unless it would be in vain.
    private func answerExpectation(_ exchange: Exchange) {
        if case .refusal(let error) = exchange.route {
            refuse(error)
        } else if let context {
            var buffer = context.channel.allocator.buffer(capacity: AnswerHead.continuation.utf8CodeUnitCount)
            buffer.writeStaticString(AnswerHead.continuation)
            context.write(wrapOutboundOut(buffer), promise: nil)
            needsFlush = true
        }
    }

    private func take(_ part: inout ByteBuffer) {
        exchange?.append(&part)
        if let exchange, exchange.bodyBytes > server.limits.maximumBodyBytes {
            refuse(tooLarge)
        }
    }

    private var tooLarge: APIError {
        APIError(.serviceTimeout, "the body is larger than \(server.limits.maximumBodyBytes) bytes")
    }

    private func complete() {
        guard let exchange else {
            return
        }
        exchange.isComplete = true
        switch exchange.route {
        case .refusal(let error):
            finish(.failure(error))
        case .health:
            finish(.probe(isWell: true, cause: nil))
        case .readiness:
            checkReadiness()
        case .call(let call):
            run(call, body: exchange.body)
        }
    }

    // MARK: Execution

    private func run(_ call: Call, body: ByteBuffer) {
        switch server.runner.immediateAnswer(to: call, body: body) {
        case .success(let answer)?: finish(.immediate(answer))
        case .failure(let error)?: finish(.failure(error))
        case nil: execute(call, body: Array(buffer: body))
        }
    }

    private func execute(_ call: Call, body: [UInt8]) {
        execute { [runner = server.runner] in
            do throws(APIError) {
                return .success(try await runner.answer(to: call, body: body))
            } catch {
                return .failure(error)
            }
        }
    }

    private func checkReadiness() {
        guard !server.isShuttingDown else {
            finish(.probe(isWell: false, cause: nil))
            return
        }
        execute { [readiness = server.readiness, now = server.now()] in
            let failure = await readiness.failure(now: now)
            return .probe(isWell: failure == nil, cause: failure)
        }
    }

    private func execute(_ body: @escaping @Sendable () async -> Outcome) {
        guard let context else {
            return
        }
        phase = .executing
        timer?.set(.command, after: TimeAmount(server.limits.commandTimeout))
        let eventLoop = context.eventLoop
        let handler = NIOLoopBound(self, eventLoop: eventLoop)
        let number = exchangeNumber
        server.tasks.start {
            let outcome = await body()
            eventLoop.execute { handler.value.receive(outcome, for: number) }
        }
    }

    /// Takes the result of a task.
    private func receive(_ outcome: Outcome, for number: Int) {
        guard number == exchangeNumber, exchange != nil else {
            return
        }
        finish(outcome)
        resume()
    }

    // MARK: Answer

    /// Answers a request before its end, and ends the connection.
    private func refuse(_ error: APIError) {
        guard let context else {
            return
        }
        let exchange =
            exchange
            ?? Exchange(head: nil, arrival: context.eventLoop.now, route: .refusal(error))
        // A reason that has been found before goes first: the head comes before the body.
        if !exchange.isRefused {
            exchange.route = .refusal(error)
        }
        self.exchange = exchange
        if case .refusal(let first) = exchange.route {
            finish(.failure(first))
        }
    }

    private func finish(_ outcome: Outcome) {
        guard let exchange else {
            return
        }
        self.exchange = nil
        let body = AnswerBody(outcome, of: exchange.trace.command)
        let end = context?.eventLoop.now ?? exchange.arrival
        server.log.record(exchange, outcome, answerBytes: body.count, peer: peer, end: end)
        guard let context, phase != .closed else {
            return
        }
        let keepsConnection =
            exchange.isComplete && exchange.head?.keepsConnection == true && !server.isShuttingDown
        let rest = exchange.head?.method == .head ? nil : body.shared
        var buffer = context.channel.allocator.buffer(capacity: AnswerHead.maximumBytes + body.copiedCount)
        AnswerHead.write(
            exchange.status(of: outcome), contentLength: body.count, keepsConnection: keepsConnection, into: &buffer)
        if exchange.head?.method != .head {
            body.copy(into: &buffer)
        }
        if keepsConnection {
            write(buffer, rest)
        } else {
            writeLast(buffer, rest, isInputComplete: exchange.isComplete)
        }
    }

    /// Writes an answer of one or two parts.
    private func write(_ buffer: ByteBuffer, _ rest: ByteBuffer?) {
        guard let context else {
            return
        }
        context.write(wrapOutboundOut(buffer), promise: nil)
        if let rest {
            context.write(wrapOutboundOut(rest), promise: nil)
        }
        needsFlush = true
        if !isReading || !context.channel.isWritable {
            flush()
        }
        guard phase != .closed else {
            return
        }
        if context.channel.isWritable {
            becomeIdle()
        } else {
            phase = .answering
            timer?.set(.answer, after: TimeAmount(server.limits.answerTimeout))
        }
    }

    private func becomeIdle() {
        phase = .idle
        timer?.set(.idle, after: TimeAmount(server.limits.idleTimeout))
        if server.isShuttingDown {
            writeLast(ByteBuffer(), isInputComplete: true)
        }
    }

    private func flush() {
        if needsFlush {
            needsFlush = false
            context?.flush()
        }
    }

    // MARK: End

    /// Writes the last answer of the connection.
    ///
    /// - Parameter isInputComplete: whether the client has sent its request to the end.
    private func writeLast(_ buffer: ByteBuffer, _ rest: ByteBuffer? = nil, isInputComplete: Bool) {
        guard let context else {
            return
        }
        phase = .ending
        isInputOver = isInputComplete
        backlog.removeAll()
        timer?.set(.answer, after: TimeAmount(server.limits.answerTimeout))
        needsFlush = false
        if rest != nil {
            context.write(wrapOutboundOut(buffer), promise: nil)
        }
        context.writeAndFlush(wrapOutboundOut(rest ?? buffer)).assumeIsolated().whenComplete { _ in
            self.endOutput()
        }
    }

    private func endOutput() {
        guard phase == .ending, let context else {
            return
        }
        isOutputOver = true
        guard !isInputOver else {
            close()
            return
        }
        timer?.set(.drain, after: TimeAmount(server.limits.drainTimeout))
        context.close(mode: .output, promise: nil)
        context.read()
    }

    private func discard(_ input: Input) {
        switch input {
        case .part(.head), .malformed:
            break
        case .part(.body(let part)):
            drain(part.readableBytes)
        case .part(.end), .end:
            isInputOver = true
            if isOutputOver {
                close()
            }
        }
    }

    private func drain(_ byteCount: Int) {
        drainedBytes += byteCount
        if drainedBytes > server.limits.maximumDrainBytes {
            close()
        }
    }

    private func close() {
        guard phase != .closed else {
            return
        }
        phase = .closed
        timer?.clear()
        backlog.removeAll()
        context?.close(promise: nil)
    }

    private func expire(_ reason: DeadlineTimer.Reason) {
        switch reason {
        case .idle, .answer, .drain:
            close()
        case .header, .body:
            refuse(APIError(.serviceTimeout, "the request did not arrive in time"))
        case .command:
            finish(.failure(APIError(.serviceTimeout, "the command takes too long; it may still be carried out")))
            resume()
        }
    }
}
