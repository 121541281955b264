import Foundation
import Logging
import NIOCore
import NIOEmbedded
import TestSupport
import Testing

@testable import Gateway

@Suite("Pause of a listener")
struct AcceptPauseTests {
    private let log = LogCapture()
    private let listener = EmbeddedChannel()

    init() throws {
        let server = World.server(logger: log.logger)
        try listener.pipeline.syncOperations.addHandler(
            AcceptPause(log: server.connectionLog, connections: server.connections))
    }

    /// What the listener was last told about reading.
    private var isReading: Bool? {
        listener.options.last { $0.option is ChannelOptions.Types.AutoReadOption }?.value as? Bool
    }

    private func fail(_ code: CInt) {
        listener.pipeline.fireErrorCaught(IOError(errnoCode: code, reason: "accept"))
    }

    private func advance(by amount: TimeAmount) {
        listener.embeddedEventLoop.advanceTime(by: amount)
    }

    @Test(arguments: [EMFILE, ENFILE, ENOBUFS, ENOMEM])
    func `a listener rests for a moment when the system has nothing left`(code: CInt) {
        fail(code)
        #expect(isReading == false)
        advance(by: AcceptPause.duration - .nanoseconds(1))
        #expect(isReading == false)
        advance(by: .nanoseconds(1))
        #expect(isReading == true)
    }

    @Test func `it rests again and again, and says so once a minute`() {
        for _ in 0..<599 {
            fail(EMFILE)
            advance(by: AcceptPause.duration)
        }
        #expect(log.lines.map(\.message) == ["connections cannot be accepted"])
        #expect(log.lines.map(\.level) == [.error])
        advance(by: AcceptPause.duration)
        fail(EMFILE)
        #expect(log.lines.map(\.fields["omitted"]) == [nil, "598"])
        #expect(isReading == false)
    }

    @Test func `a connection that breaks before it is taken is no reason to rest`() {
        fail(ECONNABORTED)
        #expect(isReading == nil)
        #expect(log.lines.count == 1)
    }

    @Test func `a refused connection is no reason to rest`() {
        listener.pipeline.fireErrorCaught(OpenConnections.Refusal.total)
        #expect(isReading == nil)
        #expect(log.lines.isEmpty)
    }

    @Test func `a listener that is closed while it rests stays closed`() throws {
        listener.connect(to: try SocketAddress(ipAddress: "192.0.2.2", port: 80), promise: nil)
        fail(EMFILE)
        listener.close(promise: nil)
        advance(by: .seconds(1))
        #expect(isReading == false)
    }
}
