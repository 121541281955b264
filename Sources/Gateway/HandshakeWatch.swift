import NIOCore
import NIOTLS

/// Gives the TLS handshake of a connection a deadline, and tells why one fails.
///
/// It leaves the pipeline when the handshake is complete. Not thread-safe; it lives on its channel's event loop.
final class HandshakeWatch: ChannelInboundHandler, RemovableChannelHandler {
    typealias InboundIn = ByteBuffer

    private let timeout: TimeAmount
    private let log: ConnectionLog
    private let peer: String
    private var deadline: Scheduled<Void>?
    private var isOver = false

    /// - Parameter peer: the client's address, without port.
    init(timeout: Duration, log: ConnectionLog, peer: String) {
        self.timeout = TimeAmount(timeout)
        self.log = log
        self.peer = peer
    }

    func handlerAdded(context: ChannelHandlerContext) {
        if context.channel.isActive {
            begin(context)
        }
    }

    func channelActive(context: ChannelHandlerContext) {
        begin(context)
        context.fireChannelActive()
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        switch event {
        case TLSUserEvent.handshakeCompleted:
            end()
            context.fireUserInboundEventTriggered(event)
            context.pipeline.syncOperations.removeHandler(self, promise: nil)
        case is ChannelShouldQuiesceEvent:
            // a handshake that a shutdown cuts off is not logged as failed
            end()
            context.fireUserInboundEventTriggered(event)
        default:
            context.fireUserInboundEventTriggered(event)
        }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        fail(HandshakeFailure(error), context)
        context.fireErrorCaught(error)
    }

    func channelInactive(context: ChannelHandlerContext) {
        end()
        context.fireChannelInactive()
    }

    private func begin(_ context: ChannelHandlerContext) {
        guard deadline == nil, !isOver else {
            return
        }
        deadline = context.eventLoop.assumeIsolated().scheduleTask(in: timeout) {
            let seconds = self.timeout.nanoseconds / 1_000_000_000
            self.fail(HandshakeFailure("the client did not finish it within \(seconds) s"), context)
            context.close(promise: nil)
        }
    }

    private func fail(_ failure: HandshakeFailure, _ context: ChannelHandlerContext) {
        guard !isOver else {
            return
        }
        end()
        log.recordHandshakeFailure(failure, peer: peer, at: context.eventLoop.now)
    }

    private func end() {
        isOver = true
        deadline?.cancel()
        deadline = nil
    }
}
