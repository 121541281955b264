import NIOCore
import NIOHTTP1
import Testing

@testable import Gateway

@Suite("Connection state")
struct ConnectionStateTests {
    typealias Action = ConnectionState.Action
    typealias Phase = ConnectionState.Phase
    typealias Request = ConnectionState.Request

    /// The phases, and how a connection gets there.
    enum Place: CaseIterable {
        case idle, receivingHead, receiving, executing, writing, answering, ending, closed

        var state: ConnectionState {
            var state = ConnectionStateTests.state()
            switch self {
            case .idle: break
            case .receivingHead: _ = state.readEnded()
            case .receiving: ConnectionStateTests.begin(&state)
            case .executing: ConnectionStateTests.execute(&state)
            case .writing:
                ConnectionStateTests.execute(&state)
                _ = state.answer(isShuttingDown: false)
            case .answering:
                ConnectionStateTests.execute(&state)
                _ = state.answer(isShuttingDown: false)
                _ = state.written(isWritable: false, isShuttingDown: false)
            case .ending: _ = state.answer(isShuttingDown: false)
            case .closed: state.closed()
            }
            return state
        }
    }

    // MARK: Between requests

    @Test func `a read that brings no part is the beginning of a head, once`() {
        var state = Self.state()
        #expect(state.readEnded() == .wait(.header))
        #expect(state.phase == .receivingHead)
        #expect(state.readEnded() == .none)
    }

    @Test func `a read that brings a whole request leaves the connection idle`() {
        var state = Self.state()
        Self.execute(&state)
        #expect(state.answer(isShuttingDown: false) == .keepingConnection)
        #expect(state.written(isWritable: true, isShuttingDown: false) == .wait(.idle))
        #expect(state.isReading)
        #expect(state.readEnded() == .none)
        #expect(!state.isReading)
        #expect(state.phase == .idle)
    }

    @Test(arguments: [Place.idle, .receivingHead])
    func `a head is asked about, and then a request begins`(place: Place) {
        var state = place.state
        #expect(state.receive(.head(Self.head)) == .route(Self.head))
        #expect(state.begin(Self.head, isRefused: false) == .none)
        #expect(state.phase == .receiving(Request(number: 1, isRefused: false, keepsConnection: true)))
    }

    @Test func `requests are numbered`() {
        var state = Self.state()
        for number in 1...3 {
            Self.begin(&state)
            #expect(state.receive(.end) == .carryOut(number))
            #expect(state.awaits(number))
            #expect(!state.awaits(number - 1))
            _ = state.answer(isShuttingDown: false)
            #expect(!state.awaits(number))
            _ = state.written(isWritable: true, isShuttingDown: false)
        }
    }

    @Test(arguments: [Place.idle, .receivingHead, .receiving])
    func `a client that sends no more before its request is whole is let go`(place: Place) {
        var state = place.state
        #expect(state.receive(.inputClosed) == .close)
        #expect(state.phase == .closed(nil))
    }

    @Test(arguments: [Place.idle, .receivingHead])
    func `a server that stops ends a connection that has nothing in work`(place: Place) {
        var state = place.state
        #expect(state.quiesce() == .end)
        #expect(state.outputEnded() == .close)
        #expect(state.phase == .closed(nil))
    }

    // MARK: Receiving

    @Test func `the time for a body begins with the end of the read that brought the head`() {
        var state = Place.receiving.state
        #expect(state.readEnded() == .wait(.body))
        #expect(state.receive(.body(ByteBuffer(string: "x"))) == .keep(ByteBuffer(string: "x")))
        #expect(state.readEnded() == .none)
    }

    @Test func `the bytes of a body are counted up to their limit`() {
        var state = Self.state(maximumBodyBytes: 5)
        Self.begin(&state)
        #expect(state.receive(.body(ByteBuffer(string: "123"))) == .keep(ByteBuffer(string: "123")))
        #expect(state.receive(.body(ByteBuffer(string: "45"))) == .keep(ByteBuffer(string: "45")))
        #expect(state.receive(.body(ByteBuffer(string: "6"))) == .refuse(.bodyTooLarge))
        #expect(state.bodyBytes == 6)
    }

    @Test(arguments: [(5, Action.none), (6, .refuse(.bodyTooLarge))])
    func `a body that is announced as too large is refused at once`(count: Int, action: Action) {
        var state = Self.state(maximumBodyBytes: 5)
        #expect(state.begin(Self.head(bodyBytes: count), isRefused: false) == action)
    }

    @Test func `what a head was refused for goes before what its body is refused for`() {
        var announced = Self.state(maximumBodyBytes: 5)
        #expect(announced.begin(Self.head(bodyBytes: 6), isRefused: true) == .refuse(.head))
        var sent = Self.state(maximumBodyBytes: 5)
        Self.begin(&sent, isRefused: true)
        #expect(sent.receive(.body(ByteBuffer(string: "123456"))) == .refuse(.head))
        var late = Self.state()
        Self.begin(&late, isRefused: true)
        #expect(late.expire(.body) == .refuse(.head))
    }

    @Test func `what is no HTTP goes before what a head was refused for`() {
        var state = Self.state()
        Self.begin(&state, isRefused: true)
        #expect(state.receive(.malformed("why")) == .refuse(.malformed("why")))
    }

    @Test(arguments: [(false, Action.sendContinue), (true, .refuse(.head))])
    func `a client that waits for 100 gets it unless it waits in vain`(isRefused: Bool, action: Action) throws {
        var state = Self.state()
        #expect(state.begin(Self.expectingHead, isRefused: isRefused) == action)
    }

    @Test func `a request that is refused by its head is carried out as any other`() {
        var state = Self.state()
        Self.begin(&state, isRefused: true)
        #expect(state.receive(.end) == .carryOut(1))
        #expect(state.answer(isShuttingDown: false) == .keepingConnection)
    }

    @Test(arguments: [
        (Place.receivingHead, DeadlineTimer.Reason.header, Action.refuse(.late)),
        (.receiving, .body, .refuse(.late)), (.executing, .command, .giveUp), (.idle, .idle, .close),
        (.answering, .answer, .close), (.ending, .answer, .close), (.ending, .drain, .close),
        (.executing, .pause(.zero), .goOn), (.writing, .pause(.zero), .goOn), (.ending, .pause(.zero), .goOn),
        (.idle, .pause(.zero), .none), (.closed, .pause(.zero), .none),
    ])
    func `what does not come in time has its consequence`(place: Place, reason: DeadlineTimer.Reason, action: Action) {
        var state = place.state
        #expect(state.expire(reason) == action)
    }

    @Test(arguments: Place.allCases)
    func `an answer may be held while its request is in work`(place: Place) {
        #expect(place.state.mayPause == (place == .executing))
    }

    @Test func `an answer is not held for a client that sends no more`() {
        var state = Place.executing.state
        _ = state.receive(.head(Self.head))
        #expect(state.mayPause)
        _ = state.receive(.inputClosed)
        #expect(!state.mayPause)
    }

    @Test(arguments: Place.allCases.filter { $0 != .receivingHead && $0 != .receiving && $0 != .executing })
    func `a time that is over for a request that is no longer in work has no consequence`(place: Place) {
        var state = place.state
        let phase = state.phase
        #expect(state.expire(.header) == .none)
        #expect(state.expire(.body) == .none)
        #expect(state.expire(.command) == .none)
        #expect(state.phase == phase)
    }

    // MARK: Waiting

    @Test(arguments: [Place.executing, .writing, .answering])
    func `what comes while a request is in work waits, and nothing more is read`(place: Place) {
        var state = place.state
        let phase = state.phase
        #expect(state.mayRead)
        #expect(state.receive(.head(Self.head)) == .none)
        #expect(!state.mayRead)
        #expect(state.receive(.malformed("why")) == .none)
        #expect(state.receive(.inputClosed) == .none)
        #expect(state.next() == nil)
        #expect(state.phase == phase)
    }

    @Test func `what has waited is worked off in order, up to the next request that is whole`() {
        var state = Place.executing.state
        for part in [.head(Self.head), .body(ByteBuffer(string: "x")), .end, .head(Self.head)] as [RequestPart] {
            #expect(state.receive(part) == .none)
        }
        _ = state.answer(isShuttingDown: false)
        _ = state.written(isWritable: true, isShuttingDown: false)
        #expect(state.next() == .route(Self.head))
        _ = state.begin(Self.head, isRefused: false)
        #expect(state.next() == .keep(ByteBuffer(string: "x")))
        #expect(state.next() == .carryOut(2))
        #expect(state.next() == nil)
        #expect(!state.mayRead)
    }

    @Test func `the time for a body begins when the head that has waited is worked off`() {
        var state = Place.executing.state
        _ = state.receive(.head(Self.head))
        _ = state.answer(isShuttingDown: false)
        _ = state.written(isWritable: true, isShuttingDown: false)
        #expect(state.next() == .route(Self.head))
        _ = state.begin(Self.head, isRefused: false)
        #expect(state.next() == .wait(.body))
        #expect(state.next() == nil)
        #expect(state.mayRead)
    }

    @Test func `a client that has said all closes behind its answer`() {
        var state = Place.executing.state
        _ = state.receive(.inputClosed)
        _ = state.answer(isShuttingDown: false)
        _ = state.written(isWritable: true, isShuttingDown: false)
        #expect(state.next() == .close)
    }

    // MARK: Answers

    @Test(arguments: [
        (true, false, ConnectionState.Answering.keepingConnection), (false, false, .last), (true, true, .last),
    ])
    func `an answer is the last where the client or the server wants it`(
        keepsConnection: Bool, isShuttingDown: Bool, answering: ConnectionState.Answering
    ) {
        var state = Self.state()
        _ = state.begin(keepsConnection ? Self.head : Self.closingHead, isRefused: false)
        _ = state.receive(.end)
        #expect(state.answer(isShuttingDown: isShuttingDown) == answering)
    }

    @Test(arguments: [Place.idle, .receivingHead, .receiving])
    func `an answer before the request's end is the last, and the rest is read`(place: Place) {
        var state = place.state
        #expect(state.answer(isShuttingDown: false) == .last)
        #expect(state.outputEnded() == .drain)
        #expect(state.receive(.head(Self.head)) == .none)
        #expect(state.receive(.malformed("why")) == .none)
        #expect(state.receive(.body(ByteBuffer(string: "x"))) == .none)
        #expect(state.receive(.end) == .close)
    }

    @Test(arguments: [ConnectionState.Input.part(.end), .inputClosed])
    func `a rest that ends before the answer is written lets the connection close then`(input: ConnectionState.Input) {
        var state = Place.ending.state
        #expect(state.receive(input) == .none)
        #expect(state.outputEnded() == .close)
    }

    @Test func `no more than the limit is read of a rest`() {
        var state = Self.state(maximumDrainBytes: 5)
        _ = state.answer(isShuttingDown: false)
        #expect(state.receive(.body(ByteBuffer(string: "123"))) == .none)
        #expect(state.discard(2) == .none)
        #expect(state.receive(.body(ByteBuffer(string: "6"))) == .close)
        #expect(state.discard(1) == .none)
    }

    @Test func `what has waited behind the last answer is forgotten`() {
        var state = Place.executing.state
        _ = state.receive(.head(Self.head))
        #expect(state.answer(isShuttingDown: true) == .last)
        #expect(state.mayRead)
        #expect(state.next() == nil)
        #expect(state.outputEnded() == .close)
    }

    @Test func `the next request waits until the client has taken the answer`() {
        var state = Place.writing.state
        #expect(state.written(isWritable: false, isShuttingDown: false) == .wait(.answer))
        #expect(state.phase == .answering)
        #expect(state.becameWritable(isShuttingDown: false) == .wait(.idle))
        #expect(state.phase == .idle)
    }

    @Test(arguments: [true, false])
    func `a server that stops ends the connection when the answer is taken`(isWritable: Bool) {
        var state = Place.writing.state
        let first = state.written(isWritable: isWritable, isShuttingDown: true)
        #expect(first == (isWritable ? .end : .wait(.answer)))
        #expect(state.becameWritable(isShuttingDown: true) == (isWritable ? .none : .end))
        #expect(state.outputEnded() == .close)
    }

    // MARK: The connection's end

    @Test(arguments: Place.allCases.filter { $0 != .closed })
    func `an error closes the connection`(place: Place) {
        var state = place.state
        #expect(state.close() == .close)
        #expect(state.close() == .none)
        #expect(!state.mayRead)
    }

    @Test func `a command whose client has gone is waited for, and not answered`() {
        var state = Place.executing.state
        _ = state.receive(.body(ByteBuffer(string: "next")))
        state.closed()
        state.closed()
        #expect(state.awaits(1))
        #expect(state.answer(isShuttingDown: false) == .none)
        #expect(!state.awaits(1))
        #expect(state.phase == .closed(nil))
    }

    @Test func `the body's bytes of a command whose client has gone are known`() {
        var state = Place.receiving.state
        _ = state.receive(.body(ByteBuffer(string: "123")))
        _ = state.receive(.end)
        state.closed()
        #expect(state.bodyBytes == 3)
    }

    @Test(arguments: Place.allCases.filter { $0 != .executing })
    func `a request that is not carried out is not waited for when the client has gone`(place: Place) {
        var state = place.state
        state.closed()
        #expect(state.phase == .closed(nil))
        #expect(!state.awaits(1))
    }

    // MARK: What cannot happen

    @Test(arguments: [Place.idle, .receivingHead], [RequestPart.body(ByteBuffer(string: "x")), .end])
    func `a body or an end without a head changes nothing`(place: Place, part: RequestPart) {
        var state = place.state
        let phase = state.phase
        #expect(state.receive(part) == .none)
        #expect(state.phase == phase)
    }

    @Test func `a head within a request changes nothing`() {
        var state = Place.receiving.state
        let phase = state.phase
        #expect(state.receive(.head(Self.head)) == .none)
        #expect(state.phase == phase)
    }

    @Test(arguments: Place.allCases.filter { $0 != .idle && $0 != .receivingHead })
    func `no request begins and none is quiet while another is there`(place: Place) {
        var state = place.state
        let phase = state.phase
        #expect(state.begin(Self.head, isRefused: false) == .none)
        #expect(state.quiesce() == .none)
        #expect(state.phase == phase)
    }

    @Test(arguments: [Place.writing, .answering, .ending, .closed])
    func `a request is answered once`(place: Place) {
        var state = place.state
        let phase = state.phase
        #expect(state.answer(isShuttingDown: false) == .none)
        #expect(state.phase == phase)
    }

    @Test(arguments: Place.allCases.filter { $0 != .writing })
    func `what was not handed over is not written`(place: Place) {
        var state = place.state
        let phase = state.phase
        #expect(state.written(isWritable: true, isShuttingDown: false) == .none)
        #expect(state.phase == phase)
    }

    @Test(arguments: Place.allCases.filter { $0 != .answering })
    func `a channel that can be written to again concerns nobody who does not wait for it`(place: Place) {
        var state = place.state
        let phase = state.phase
        #expect(state.becameWritable(isShuttingDown: true) == .none)
        #expect(state.phase == phase)
    }

    @Test(arguments: Place.allCases.filter { $0 != .ending })
    func `only a connection that ends has an end of its output`(place: Place) {
        var state = place.state
        let phase = state.phase
        #expect(state.outputEnded() == .none)
        #expect(state.phase == phase)
    }

    @Test(arguments: Place.allCases.filter { $0 != .idle && $0 != .receiving })
    func `the end of a read concerns nobody else`(place: Place) {
        var state = place.state
        let phase = state.phase
        #expect(state.readEnded() == .none)
        #expect(state.phase == phase)
    }

    @Test func `nothing reaches a closed connection`() {
        var state = Place.closed.state
        #expect(state.receive(.head(Self.head)) == .none)
        #expect(state.receive(.inputClosed) == .none)
        #expect(state.receive(.malformed("why")) == .none)
        #expect(state.expire(.idle) == .none)
        #expect(state.next() == nil)
        #expect(!state.mayRead)
    }

    // MARK: Samples

    private static let head = head(bodyBytes: 1)

    private static func head(bodyBytes: Int) -> RequestHead {
        RequestHead(postTo: "/v4/a/b", contentLength: bodyBytes)
    }

    private static let closingHead = RequestHead(
        .init(version: .http1_1, method: .POST, uri: "/v4/a/b", headers: ["Connection": "close"]))

    private static let expectingHead = RequestHead(
        .init(
            version: .http1_1, method: .POST, uri: "/v4/a/b",
            headers: ["Content-Length": "1", "Expect": "100-continue"]))

    private static func state(maximumBodyBytes: Int = 100, maximumDrainBytes: Int = 100) -> ConnectionState {
        var limits = GatewayLimits()
        limits.maximumBodyBytes = maximumBodyBytes
        limits.maximumDrainBytes = maximumDrainBytes
        return ConnectionState(limits: limits)
    }

    /// Lets the head of a request come.
    private static func begin(_ state: inout ConnectionState, isRefused: Bool = false) {
        _ = state.receive(.head(head))
        _ = state.begin(head, isRefused: isRefused)
    }

    /// Lets a whole request come.
    private static func execute(_ state: inout ConnectionState) {
        begin(&state)
        _ = state.receive(.end)
    }
}
