import NIOCore

/// Sends what is written within one turn of the event loop together.
///
/// The client flushes head and body of a request one after the other; each would be a packet of its own, and be read by the
/// receiver on its own.
final class TurnFlushHandler: ChannelOutboundHandler {
    typealias OutboundIn = NIOAny

    /// Whether a flush is to come at the end of the turn.
    private var isPending = false

    func flush(context: ChannelHandlerContext) {
        guard !isPending else {
            return
        }
        isPending = true
        let bound = NIOLoopBound((self, context), eventLoop: context.eventLoop)
        context.eventLoop.execute {
            let (handler, context) = bound.value
            handler.flushPending(context)
        }
    }

    func close(context: ChannelHandlerContext, mode: CloseMode, promise: EventLoopPromise<Void>?) {
        flushPending(context)
        context.close(mode: mode, promise: promise)
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        isPending = false
    }

    private func flushPending(_ context: ChannelHandlerContext) {
        if isPending {
            isPending = false
            context.flush()
        }
    }
}
