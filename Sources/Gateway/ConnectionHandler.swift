import Commands
import Faults
import Health
import NIOCore
import NIOHTTP1
import Wire

/// Serves one connection: tells its ``ConnectionState`` what happens, and does what that says.
///
/// As soon as input waits for the request in work nothing more is read, and the next request is not begun before the
/// client has taken the answers, so neither direction can pile up. What follows a refused request is read before the
/// connection closes, because closing a socket with unread data would take the answer from the client.
///
/// Not thread-safe; it lives on its channel's event loop.
final class ConnectionHandler: ChannelInboundHandler {
    typealias InboundIn = RequestPart
    typealias OutboundOut = ByteBuffer

    private let server: ServerContext
    private let limits: GatewayLimits
    private let peer: String
    private var context: ChannelHandlerContext?
    private var timer: DeadlineTimer?
    private var state: ConnectionState
    private var exchange: Exchange?
    private var ids: RequestIDs?
    private var admission: Admission?
    private var needsFlush = false
    /// The answer that is written piece by piece because of a fault.
    private var drip: Drip?
    /// For calls that are brief.
    private lazy var executor = context.map { EventLoopExecutor($0.eventLoop) }

    /// - Parameters:
    ///   - limits: those of this connection, to its end.
    ///   - peer: the client's address, without port.
    init(server: ServerContext, limits: GatewayLimits, peer: String) {
        self.server = server
        self.limits = limits
        self.peer = peer
        state = ConnectionState(limits: limits)
        ids = server.requestIDs()
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
        state.closed()
        timer?.invalidate()
        drip = nil
        endPause()
        context.fireChannelInactive()
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        carryOut(state.receive(unwrapInboundIn(data)))
    }

    func channelReadComplete(context: ChannelHandlerContext) {
        carryOut(state.readEnded())
        flush()
        readMore()
        context.fireChannelReadComplete()
    }

    func channelWritabilityChanged(context: ChannelHandlerContext) {
        if context.channel.isWritable, state.phase == .answering {
            carryOut(state.becameWritable(isShuttingDown: server.isShuttingDown))
            resume()
        }
        context.fireChannelWritabilityChanged()
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        switch event {
        case ChannelEvent.inputClosed:
            carryOut(state.receive(.inputClosed))
            endPause()
        case is ChannelShouldQuiesceEvent:
            carryOut(state.quiesce())
            endPause()
        default:
            break
        }
        context.fireUserInboundEventTriggered(event)
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        switch error {
        case let error as HTTPParserError:
            carryOut(state.receive(.malformed(Self.reason(error))))
        case ByteToMessageDecoderError.dataReceivedInErrorState(_, let bytes):
            carryOut(state.discard(bytes.readableBytes))
        default:
            server.connectionLog.recordError(error, peer: peer)
            carryOut(state.close())
        }
    }

    private static func reason(_ error: HTTPParserError) -> String {
        switch error {
        case .headerOverflow: "the URL and the headers are too large or too many"
        case .invalidEOFState: "the connection ended in the middle of a request"
        default: "the HTTP message cannot be parsed"
        }
    }

    // MARK: Actions

    private func begin() {
        wait(.idle)
        context?.read()
    }

    private func expire(_ reason: DeadlineTimer.Reason) {
        carryOut(state.expire(reason))
        switch reason {
        case .command, .pause: resume()
        case .idle, .header, .body, .answer, .drain: break
        }
    }

    /// Works off what has waited for the last request to end.
    private func resume() {
        while let action = state.next() {
            carryOut(action)
        }
        flush()
        readMore()
    }

    private func carryOut(_ action: ConnectionState.Action) {
        switch action {
        case .none: break
        case .route(let head): begin(head)
        case .sendContinue: sendContinue()
        case .keep(var part): exchange?.append(&part)
        case .carryOut(let number): carryOutRequest(number)
        case .refuse(let refusal): refuse(refusal)
        case .giveUp:
            finish(.failure(APIError(.serviceTimeout, "the command takes too long; it may still be carried out")))
        case .goOn: goOn()
        case .wait(let reason): wait(reason)
        case .end: writeLast(ByteBuffer(), nil)
        case .drain:
            wait(.drain)
            context?.close(mode: .output, promise: nil)
            context?.read()
        case .close:
            timer?.clear()
            context?.close(promise: nil)
        }
    }

    private func wait(_ reason: DeadlineTimer.Reason) {
        timer?.set(reason, after: TimeAmount(limits.timeout(of: reason)))
    }

    private func readMore() {
        if state.mayRead {
            context?.read()
        }
    }

    private func flush() {
        if needsFlush {
            needsFlush = false
            context?.flush()
        }
    }

    // MARK: Request

    private func begin(_ head: RequestHead) {
        guard let context else {
            return
        }
        var trace = CallTrace()
        let arrival = context.eventLoop.now
        let route = server.route(head, address: peer, limits: limits, last: &admission, trace: &trace)
        let exchange = Exchange(head: head, arrival: arrival, route: route, trace: trace, id: ids?.next())
        self.exchange = exchange
        carryOut(state.begin(head, isRefused: exchange.isRefused))
    }

    private func sendContinue() {
        guard let context else {
            return
        }
        var buffer = context.channel.allocator.buffer(capacity: AnswerHead.continuation.utf8CodeUnitCount)
        buffer.writeStaticString(AnswerHead.continuation)
        context.write(wrapOutboundOut(buffer), promise: nil)
        needsFlush = true
    }

    private func carryOutRequest(_ number: Int) {
        guard let exchange else {
            return
        }
        switch exchange.route {
        case .refusal(let error):
            finish(.failure(error))
        case .health(let question):
            answer(question, number)
        case .call(let call):
            if server.log.watchedBodyBytes > 0 {
                exchange.keepBody(upTo: server.log.watchedBodyBytes)
            }
            // the exchange keeps nothing of what the socket was read into, so that the next read uses it again
            run(call, number, body: exchange.takeBody())
        }
    }

    private func run(_ call: CommandCall, _ number: Int, body: ByteBuffer) {
        if let faults = server.faults, faults.canHitCalls, let fault = faults.hit(call, body: body) {
            exchange?.fault = fault
            if let outcome = fault.outcome {
                finish(outcome)
                return
            }
        }
        switch server.runner.immediateAnswer(to: call, body: body) {
        case .success(let answer)?: finish(.immediate(answer))
        case .failure(let error)?: finish(.failure(error))
        case nil:
            if let check = server.runner.checkedAnswer(to: call, body: body) {
                execute(check, number, body: Array(buffer: body))
            } else {
                execute(call, number, body: Array(buffer: body))
            }
        }
    }

    /// - Parameter check: as ``CommandRunner/checkedAnswer(to:body:)`` has it.
    private func execute(
        _ check: @escaping @Sendable ([UInt8]) async throws(APIError) -> CheckedAnswer, _ number: Int, body: [UInt8]
    ) {
        execute(number, on: executor) {
            do throws(APIError) {
                return switch try await check(body) {
                case .kept(.success(let answer)): .immediate(answer)
                case .kept(.failure(let error)): .failure(error)
                case .carriedOut(let answer): .success(answer)
                }
            } catch {
                return .failure(error)
            }
        }
    }

    private func execute(_ call: CommandCall, _ number: Int, body: [UInt8]) {
        let executor = server.runner.isBrief(call, bodyBytes: body.count) ? executor : nil
        execute(number, on: executor) { [runner = server.runner] in
            do throws(APIError) {
                return .success(try await runner.answer(to: call, body: body))
            } catch {
                return .failure(error)
            }
        }
    }

    private func answer(_ question: HealthQuestion, _ number: Int) {
        if let answer = server.health.immediateAnswer(to: question) {
            finish(.health(answer))
            return
        }
        execute(number) { [health = server.health, now = server.now()] in
            .health(await health.answer(to: question, now: now))
        }
    }

    /// - Parameter executor: as for ``CallTasks/start(on:_:)``.
    private func execute(
        _ number: Int, on executor: (any TaskExecutor)? = nil, _ body: @escaping @Sendable () async -> Outcome
    ) {
        guard let context else {
            return
        }
        wait(.command)
        let eventLoop = context.eventLoop
        let handler = NIOLoopBound(self, eventLoop: eventLoop)
        server.tasks.start(on: executor) {
            let outcome = await body()
            if eventLoop.inEventLoop {
                handler.value.receive(outcome, for: number)
            } else {
                eventLoop.execute { handler.value.receive(outcome, for: number) }
            }
        }
    }

    /// Takes the result of a task.
    private func receive(_ outcome: Outcome, for number: Int) {
        guard state.awaits(number) else {
            return
        }
        finish(outcome)
        resume()
    }

    // MARK: Answer

    /// Answers a request before its end.
    private func refuse(_ refusal: ConnectionState.Refusal) {
        guard let context else {
            return
        }
        let error =
            switch (refusal, exchange?.route) {
            case (.head, .refusal(let error)?): error
            case (.malformed(let reason), _): APIError(.malformedHTTP, reason)
            case (.late, _): APIError(.serviceTimeout, "the request did not arrive in time")
            case (.bodyTooLarge, _), (.head, _):
                APIError(.serviceTimeout, "the body is larger than \(limits.maximumBodyBytes) bytes")
            }
        let exchange =
            exchange
            ?? Exchange(
                head: nil, arrival: context.eventLoop.now, route: .refusal(error), id: ids?.next())
        exchange.route = .refusal(error)
        self.exchange = exchange
        finish(.failure(error))
    }

    private func finish(_ outcome: Outcome) {
        guard let exchange, !holds(outcome, of: exchange.fault) else {
            return
        }
        self.exchange = nil
        exchange.bodyBytes = state.bodyBytes
        let body = AnswerBody(outcome, of: exchange.trace.command)
        let end = context?.eventLoop.now ?? exchange.arrival
        let isCut = exchange.fault?.cutsConnection == true
        server.log.record(exchange, outcome, answerBytes: isCut ? 0 : body.count, peer: peer, end: end)
        let answering = state.answer(isShuttingDown: server.isShuttingDown)
        guard let context, answering != .none else {
            return
        }
        guard !isCut else {
            // what the calls before have answered goes out
            flush()
            carryOut(state.close())
            return
        }
        let rest = exchange.head?.method == .head ? nil : body.shared
        var buffer = context.channel.allocator.buffer(capacity: AnswerHead.maximumBytes + body.copiedCount)
        AnswerHead.write(
            exchange.status(of: outcome), contentLength: body.count, keepsConnection: answering == .keepingConnection,
            extra: server.requestIDHeader.flatMap { name in exchange.id.map { (name, $0.description) } }, into: &buffer)
        if exchange.head?.method != .head {
            body.copy(into: &buffer)
        }
        if let drip = exchange.fault?.drip, !server.isShuttingDown {
            buffer.writeImmutableBuffer(rest ?? ByteBuffer())
            flush()
            self.drip = Drip(buffer, bytes: drip.bytes, pause: drip.pause, isLast: answering == .last)
            goOn()
            return
        }
        switch answering {
        case .none: break
        case .keepingConnection: write(buffer, rest)
        case .last: writeLast(buffer, rest)
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
        if !state.isReading || !context.channel.isWritable {
            flush()
        }
        carryOut(state.written(isWritable: context.channel.isWritable, isShuttingDown: server.isShuttingDown))
    }

    /// Writes the last answer of the connection, of one or two parts.
    private func writeLast(_ buffer: ByteBuffer, _ rest: ByteBuffer?) {
        guard let context else {
            return
        }
        wait(.answer)
        needsFlush = false
        if rest != nil {
            context.write(wrapOutboundOut(buffer), promise: nil)
        }
        context.writeAndFlush(wrapOutboundOut(rest ?? buffer)).assumeIsolated().whenComplete { _ in
            self.carryOut(self.state.outputEnded())
        }
    }

    // MARK: Faults

    /// Holds an outcome as long as a fault wants it to be.
    ///
    /// - Returns: whether it is held, or another one already is.
    private func holds(_ outcome: Outcome, of fault: FaultInWork?) -> Bool {
        guard let fault else {
            return false
        }
        guard !fault.holdsOutcome else {
            return true
        }
        guard state.mayPause, !server.isShuttingDown, let duration = fault.hold(outcome) else {
            return false
        }
        wait(.pause(duration))
        return true
    }

    /// Goes on with what a fault has held up, until its next pause.
    private func goOn() {
        if let outcome = exchange?.fault?.takeOutcome() {
            finish(outcome)
        } else if let piece = drip?.takePiece(), let context, let drip {
            context.writeAndFlush(wrapOutboundOut(piece), promise: nil)
            wait(.pause(drip.pause))
        } else if let last = drip {
            drip = nil
            if last.isLast {
                writeLast(last.rest, nil)
            } else {
                write(last.rest, nil)
            }
        }
    }

    /// Goes on at once with what a fault has held up: the client has gone or sends no more, or the server stops.
    private func endPause() {
        guard exchange?.fault?.holdsOutcome == true || drip != nil else {
            return
        }
        timer?.clear()
        drip?.endPauses()
        goOn()
        // before the client's end, which may wait behind the call, closes the connection
        flush()
        resume()
    }
}
