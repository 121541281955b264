import NIOCore
import NIOHTTP1

/// Takes requests apart as they come from the socket.
///
/// It reads heads of the usual kind itself, and makes nothing of them but what the gateway wants to know. At the
/// first head of another kind, or one that does not come in one piece, it puts SwiftNIO's decoder behind itself, and
/// passes all that follows on the connection on to it.
///
/// A URL that holds UTF-8 as it is gets percent-encoded. Behind the decoder that can be done in its first head only, so
/// the connection ends with that request.
///
/// Not thread-safe; it lives on its channel's event loop.
final class RequestReader: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias InboundOut = RequestPart

    private enum Phase: Equatable {
        /// between requests
        case idle
        /// so many bytes of a body have not come yet, at least one
        case body(Int)
        /// the decoder does the work, and the end of its first line has not come yet
        case firstLine
        /// the decoder does the work
        case decoding
    }

    private let limits: GatewayLimits
    private var phase = Phase.idle
    private let adapter = RequestPartAdapter()

    init(limits: GatewayLimits) {
        self.limits = limits
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard phase != .decoding else {
            context.fireChannelRead(data)
            return
        }
        var buffer = unwrapInboundIn(data)
        while buffer.readableBytes > 0 {
            switch phase {
            case .idle:
                takeHead(&buffer, context)
            case .body(let count):
                takeBody(&buffer, outstanding: count, context)
            case .firstLine:
                takeFirstLine(&buffer, context)
            case .decoding:
                context.fireChannelRead(NIOAny(buffer))
                return
            }
        }
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if case ChannelEvent.inputClosed = event {
            endInput(context)
        }
        context.fireUserInboundEventTriggered(event)
    }

    func channelInactive(context: ChannelHandlerContext) {
        endInput(context)
        context.fireChannelInactive()
    }

    /// Says of a body that it will not be whole, as the decoder does.
    private func endInput(_ context: ChannelHandlerContext) {
        if case .body = phase {
            phase = .idle
            context.fireErrorCaught(HTTPParserError.invalidEOFState)
        }
    }

    private func takeHead(_ buffer: inout ByteBuffer, _ context: ChannelHandlerContext) {
        let found = buffer.withUnsafeReadableBytes { bytes in
            PlainHead(bytes, limits: limits).map { head in
                let target =
                    head.hasRawTarget
                    ? String(decoding: PercentEncoding.encode(bytes[head.target]), as: UTF8.self)
                    : String(decoding: bytes[head.target], as: UTF8.self)
                let traceParent =
                    head.traceParent.isEmpty ? nil : String(decoding: bytes[head.traceParent], as: UTF8.self)
                return (
                    head,
                    RequestHead(postTo: target, contentLength: head.contentLength, traceParent: traceParent)
                )
            }
        }
        guard let (plain, head) = found else {
            do {
                try beginDecoding(context)
            } catch {
                buffer.clear()
                context.fireErrorCaught(error)
            }
            return
        }
        buffer.moveReaderIndex(forwardBy: plain.byteCount)
        phase = plain.contentLength == 0 ? .idle : .body(plain.contentLength)
        context.fireChannelRead(wrapInboundOut(.head(head)))
        if plain.contentLength == 0 {
            context.fireChannelRead(wrapInboundOut(.end))
        }
    }

    private func takeBody(_ buffer: inout ByteBuffer, outstanding: Int, _ context: ChannelHandlerContext) {
        let count = min(outstanding, buffer.readableBytes)
        guard let part = buffer.readSlice(length: count) else {
            return
        }
        phase = count == outstanding ? .idle : .body(outstanding - count)
        context.fireChannelRead(wrapInboundOut(.body(part)))
        if phase == .idle {
            context.fireChannelRead(wrapInboundOut(.end))
        }
    }

    private func beginDecoding(_ context: ChannelHandlerContext) throws {
        let decoder = ByteToMessageHandler(HTTPRequestDecoder(limitConfiguration: limits.ofDecoder))
        try context.pipeline.syncOperations.addHandlers([decoder, adapter], position: .after(self))
        phase = .firstLine
    }

    /// Passes the decoder's first line on, or as much of it as has come.
    private func takeFirstLine(_ buffer: inout ByteBuffer, _ context: ChannelHandlerContext) {
        let lineEnd = buffer.readableBytesView.firstIndex(of: UInt8(ascii: "\n"))
        let count = lineEnd.map { $0 + 1 - buffer.readerIndex } ?? buffer.readableBytes
        guard let line = buffer.readSlice(length: count) else {
            return
        }
        if lineEnd != nil {
            phase = .decoding
        }
        guard line.readableBytesView.contains(where: { $0 >= 0x80 }) else {
            context.fireChannelRead(NIOAny(line))
            return
        }
        adapter.endsConnection = true
        context.fireChannelRead(NIOAny(ByteBuffer(bytes: PercentEncoding.encode(line.readableBytesView))))
    }
}
