import Logging
import NIOCore

/// Lets the listener rest for a moment when a connection cannot be accepted, as when the process has no file left.
///
/// The connection waits in the listener's queue meanwhile. Nobody behind is told of the failure, for which Hummingbird would end
/// the server.
///
/// Not thread-safe; it lives on its listener's event loop.
final class AcceptRest: ChannelInboundHandler {
    typealias InboundIn = any Channel

    private static let duration = TimeAmount.milliseconds(100)
    private static let timeBetweenLines = TimeAmount.minutes(1)

    private let logger: Logger
    private var end: Scheduled<Void>?
    private var nextLine = NIODeadline.uptimeNanoseconds(0)

    init(logger: Logger) {
        self.logger = logger
    }

    /// Adds one before all other handlers of a listener.
    static func add(to listener: any Channel, logger: Logger) async throws {
        try await listener.eventLoop.submit {
            try listener.pipeline.syncOperations.addHandler(AcceptRest(logger: logger), position: .first)
        }.get()
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        if context.eventLoop.now >= nextLine {
            nextLine = context.eventLoop.now + Self.timeBetweenLines
            logger.error("connections to the control port cannot be accepted", metadata: ["cause": "\(error)"])
        }
        guard end == nil else {
            return
        }
        setReading(false, context)
        end = context.eventLoop.assumeIsolated().scheduleTask(in: Self.duration) {
            self.end = nil
            self.setReading(true, context)
        }
    }

    func channelInactive(context: ChannelHandlerContext) {
        end?.cancel()
        end = nil
        context.fireChannelInactive()
    }

    private func setReading(_ isReading: Bool, _ context: ChannelHandlerContext) {
        do {
            try context.channel.syncOptions?.setOption(.autoRead, value: isReading)
        } catch {
            // the listener is closed
        }
    }
}
