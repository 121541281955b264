import NIOCore

/// What a connection is doing, and what is to be done next.
///
/// It is told what happens to the connection, and says what is to be done about it, one ``Action`` at a time. It does
/// nothing itself and knows no channel, no clock and no command.
///
/// Requests are taken in order, one at a time. What comes while one is in work waits. A connection ends after a request
/// that cannot be parsed, that was refused before its end, or that asked for it; what the client is still sending is then
/// thrown away, within bounds.
///
/// What cannot happen in a phase changes nothing and is answered with ``Action/none``.
struct ConnectionState {
    enum Phase: Equatable {
        /// between requests
        case idle
        /// the beginning of a head has come
        case receivingHead
        /// a head is there, its body is coming
        case receiving(Request)
        /// the request is whole and is being carried out
        case executing(Request)
        /// its answer is being handed to the channel
        case writing
        /// the client has not taken the last answer
        case answering
        /// the last answer is on its way; what still comes in is thrown away
        case ending(Ending)
        /// nothing more is read or written; the request, if any, is still being carried out
        case closed(Request?)
    }

    /// What matters of a request.
    struct Request: Equatable {
        /// Tells the requests of a connection apart, for answers that come late.
        let number: Int
        /// Whether its head has been refused.
        let isRefused: Bool
        /// Whether the client wants to use the connection again.
        let keepsConnection: Bool
        /// Bytes of the body so far.
        var bodyBytes = 0
        /// Whether the time for its body has begun.
        var isTimed = false
    }

    /// How far a connection is that ends.
    struct Ending: Equatable {
        /// Whether the client has sent all that has to be read before the connection may end.
        var isInputOver: Bool
        /// Whether the last answer has been written.
        var isOutputOver = false
    }

    /// What comes from the client, in order.
    enum Input {
        case part(RequestPart)
        /// Bytes that are no HTTP; nothing can be parsed behind them.
        case malformed(String)
        /// The client sends no more.
        case inputClosed

        fileprivate var isEnd: Bool {
            guard case .inputClosed = self else {
                return false
            }
            return true
        }
    }

    /// Why a request is answered before its end.
    enum Refusal: Equatable {
        /// what its head was refused for
        case head
        case bodyTooLarge
        /// it did not arrive in time
        case late
        /// it is no HTTP
        case malformed(String)
    }

    /// What is to be done.
    enum Action: Equatable {
        case none
        /// Find out what the request asks for, and ``begin(_:isRefused:)`` it.
        case route(RequestHead)
        /// Let the client send the body.
        case sendContinue
        /// Keep a part of the body.
        case keep(ByteBuffer)
        /// Carry the request of this number out, and ``answer(isShuttingDown:)`` it.
        case carryOut(Int)
        /// Answer the request, which does not go on, with a refusal.
        case refuse(Refusal)
        /// Answer that the command takes too long, whatever becomes of it.
        case giveUp
        /// Go on with what a fault has held up.
        case goOn
        /// Wait for something new.
        case wait(DeadlineTimer.Reason)
        /// Write what has not been written, and tell of it by ``outputEnded()``; wait until then.
        case end
        /// Close the output, and read what still comes; wait until then.
        case drain
        /// Close the connection, and wait for nothing.
        case close
    }

    /// How an answer is written.
    enum Answering: Equatable {
        /// It is not: the client is gone, or has its answer.
        case none
        /// Others may follow; tell of it by ``written(isWritable:isShuttingDown:)``.
        case keepingConnection
        /// It is the last; do as for ``Action/end``.
        case last
    }

    private(set) var phase = Phase.idle
    /// Whether the channel is between the first part of a read and the read's end, so that what is written can gather.
    private(set) var isReading = false
    private var backlog = CircularBuffer<Input>()
    private var requestCount = 0
    private var drainedBytes = 0
    private let maximumBodyBytes: Int
    private let maximumDrainBytes: Int

    init(limits: GatewayLimits) {
        maximumBodyBytes = limits.maximumBodyBytes
        maximumDrainBytes = limits.maximumDrainBytes
    }

    /// Whether more may be read: nothing waits to be worked on.
    var mayRead: Bool { backlog.isEmpty && !isClosed }

    /// Bytes that have come of the body of the request that is not answered yet.
    var bodyBytes: Int { request?.bodyBytes ?? 0 }

    // MARK: Input

    /// Takes what the reader of requests has found.
    mutating func receive(_ part: RequestPart) -> Action {
        isReading = true
        return receive(.part(part))
    }

    /// Takes what comes from the client.
    mutating func receive(_ input: Input) -> Action {
        switch phase {
        case .idle, .receivingHead, .receiving:
            return process(input)
        case .executing, .writing, .answering:
            backlog.append(input)
            return .none
        case .ending(let ending):
            return discard(input, ending)
        case .closed:
            return .none
        }
    }

    /// What is to be done about what has waited, until it is `nil`.
    mutating func next() -> Action? {
        switch phase {
        case .idle, .receivingHead, .receiving: backlog.popFirst().map { process($0) } ?? beginBodyTime()
        case .executing, .writing, .answering, .ending, .closed: nil
        }
    }

    /// Takes the end of a read.
    mutating func readEnded() -> Action {
        let hasTakenPart = isReading
        isReading = false
        if case .idle = phase, !hasTakenPart {
            phase = .receivingHead
            return .wait(.header)
        }
        return beginBodyTime() ?? .none
    }

    private mutating func beginBodyTime() -> Action? {
        guard case .receiving(var request) = phase, !request.isTimed else {
            return nil
        }
        request.isTimed = true
        phase = .receiving(request)
        return .wait(.body)
    }

    private mutating func process(_ input: Input) -> Action {
        switch (input, phase) {
        case (.part(.head(let head)), .idle), (.part(.head(let head)), .receivingHead):
            return .route(head)
        case (.part(.body(let part)), .receiving(var request)):
            request.bodyBytes += part.readableBytes
            phase = .receiving(request)
            return request.bodyBytes > maximumBodyBytes ? refusal(of: request, .bodyTooLarge) : .keep(part)
        case (.part(.end), .receiving(let request)):
            phase = .executing(request)
            return .carryOut(request.number)
        case (.part, _):
            return .none
        case (.malformed(let reason), _):
            // goes before whatever the head was refused for
            return .refuse(.malformed(reason))
        case (.inputClosed, _):
            return close()
        }
    }

    /// Begins a request.
    ///
    /// - Parameter isRefused: whether it is refused by its head.
    mutating func begin(_ head: RequestHead, isRefused: Bool) -> Action {
        guard isBetweenRequests else {
            return .none
        }
        requestCount += 1
        let request = Request(number: requestCount, isRefused: isRefused, keepsConnection: head.keepsConnection)
        phase = .receiving(request)
        if case .bytes(let count) = head.body, count > maximumBodyBytes {
            return refusal(of: request, .bodyTooLarge)
        }
        guard head.expectsContinue else {
            return .none
        }
        return isRefused ? .refuse(.head) : .sendContinue
    }

    /// A reason that has been found before goes first: the head comes before the body.
    private func refusal(of request: Request, _ refusal: Refusal) -> Action {
        .refuse(request.isRefused ? .head : refusal)
    }

    // MARK: Answer

    /// Whether an answer may be held: its client may still be there, and waits for it alone.
    var mayPause: Bool {
        guard case .executing = phase else {
            return false
        }
        return !backlog.contains { $0.isEnd }
    }

    /// Whether the outcome of a request is waited for, be it for the log alone.
    func awaits(_ number: Int) -> Bool {
        switch phase {
        case .executing(let request), .closed(let request?): request.number == number
        default: false
        }
    }

    /// Takes that an answer is there.
    mutating func answer(isShuttingDown: Bool) -> Answering {
        switch phase {
        case .idle, .receivingHead, .receiving:
            end(isInputOver: false)
            return .last
        case .executing(let request):
            guard request.keepsConnection, !isShuttingDown else {
                end(isInputOver: true)
                return .last
            }
            phase = .writing
            return .keepingConnection
        case .closed:
            phase = .closed(nil)
            return .none
        case .writing, .answering, .ending:
            return .none
        }
    }

    /// Takes that an answer has been handed to the channel.
    ///
    /// - Parameter isWritable: whether the client has taken enough of what was written.
    mutating func written(isWritable: Bool, isShuttingDown: Bool) -> Action {
        guard case .writing = phase else {
            return .none
        }
        guard isWritable else {
            phase = .answering
            return .wait(.answer)
        }
        return becomeIdle(isShuttingDown: isShuttingDown)
    }

    /// Takes that the client has taken enough of what was written.
    mutating func becameWritable(isShuttingDown: Bool) -> Action {
        phase == .answering ? becomeIdle(isShuttingDown: isShuttingDown) : .none
    }

    private mutating func becomeIdle(isShuttingDown: Bool) -> Action {
        phase = .idle
        return isShuttingDown ? quiesce() : .wait(.idle)
    }

    // MARK: End

    /// Takes the server's wish that the connection end as soon as nothing is in work.
    mutating func quiesce() -> Action {
        guard isBetweenRequests else {
            return .none
        }
        end(isInputOver: true)
        return .end
    }

    /// Takes that the last answer has been written.
    mutating func outputEnded() -> Action {
        guard case .ending(var ending) = phase else {
            return .none
        }
        guard !ending.isInputOver else {
            return close()
        }
        ending.isOutputOver = true
        phase = .ending(ending)
        return .drain
    }

    /// Takes bytes that nothing is made of.
    mutating func discard(_ byteCount: Int) -> Action {
        drainedBytes += byteCount
        return drainedBytes > maximumDrainBytes ? close() : .none
    }

    /// Takes that something that was waited for has not come in time.
    mutating func expire(_ reason: DeadlineTimer.Reason) -> Action {
        switch (reason, phase) {
        case (.idle, _), (.answer, _), (.drain, _): close()
        case (.header, .receivingHead): .refuse(.late)
        case (.body, .receiving(let request)): refusal(of: request, .late)
        case (.command, .executing): .giveUp
        case (.pause, .executing), (.pause, .writing), (.pause, .ending): .goOn
        case (.header, _), (.body, _), (.command, _), (.pause, _): .none
        }
    }

    /// Ends the connection because it cannot go on.
    mutating func close() -> Action {
        guard !isClosed else {
            return .none
        }
        closed()
        return .close
    }

    /// Takes that the connection is gone.
    ///
    /// A command in work goes on.
    mutating func closed() {
        backlog.removeAll()
        switch phase {
        case .executing(let request): phase = .closed(request)
        case .closed: break
        default: phase = .closed(nil)
        }
    }

    private mutating func end(isInputOver: Bool) {
        phase = .ending(Ending(isInputOver: isInputOver))
        backlog.removeAll()
    }

    private mutating func discard(_ input: Input, _ ending: Ending) -> Action {
        switch input {
        case .part(.head), .malformed:
            return .none
        case .part(.body(let part)):
            return discard(part.readableBytes)
        case .part(.end), .inputClosed:
            guard !ending.isOutputOver else {
                return close()
            }
            phase = .ending(Ending(isInputOver: true))
            return .none
        }
    }

    private var isBetweenRequests: Bool {
        switch phase {
        case .idle, .receivingHead: true
        default: false
        }
    }

    private var isClosed: Bool {
        guard case .closed = phase else {
            return false
        }
        return true
    }

    private var request: Request? {
        switch phase {
        case .receiving(let request), .executing(let request): request
        case .closed(let request): request
        case .idle, .receivingHead, .writing, .answering, .ending: nil
        }
    }
}
