import NIOCore

#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// Lets a listener rest for a moment when the system has nothing left to make a connection of.
///
/// The client's connection waits in the listener's queue meanwhile. Without a rest the listener, to which the queue
/// makes it look ready, would be asked again at once and for ever. SwiftNIO's `AcceptBackoffHandler` is no help: it holds
/// the next read back, and a listener whose first accept of a round fails waits for one already.
///
/// Not thread-safe; it lives on its listener's event loop.
final class AcceptPause: ChannelInboundHandler {
    typealias InboundIn = any Channel

    /// How long a listener rests.
    static let duration = TimeAmount.milliseconds(100)

    private let log: ConnectionLog
    private let connections: OpenConnections
    private var end: Scheduled<Void>?

    init(log: ConnectionLog, connections: OpenConnections) {
        self.log = log
        self.connections = connections
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        if let error = error as? IOError {
            log.recordAcceptFailure(error, connections: connections.count, at: context.eventLoop.now)
            if Self.isShortage(error.errnoCode) {
                pause(context)
            }
        }
        context.fireErrorCaught(error)
    }

    func channelInactive(context: ChannelHandlerContext) {
        end?.cancel()
        end = nil
        context.fireChannelInactive()
    }

    private static func isShortage(_ code: CInt) -> Bool {
        [EMFILE, ENFILE, ENOBUFS, ENOMEM].contains(code)
    }

    private func pause(_ context: ChannelHandlerContext) {
        guard end == nil else {
            return
        }
        setReading(false, context)
        end = context.eventLoop.assumeIsolated().scheduleTask(in: Self.duration) {
            self.end = nil
            self.setReading(true, context)
        }
    }

    private func setReading(_ isReading: Bool, _ context: ChannelHandlerContext) {
        do {
            try context.channel.syncOptions?.setOption(.autoRead, value: isReading)
        } catch {
            // the listener is closed
        }
    }
}
