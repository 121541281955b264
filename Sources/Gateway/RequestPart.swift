import NIOCore
import NIOHTTP1

/// A piece of a request, in the order in which the pieces come.
enum RequestPart {
    case head(RequestHead)
    /// The next bytes of the body.
    case body(ByteBuffer)
    /// The request is complete.
    case end
}

/// Turns what SwiftNIO's decoder finds into parts.
final class RequestPartAdapter: ChannelInboundHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias InboundOut = RequestPart

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        let part: RequestPart =
            switch unwrapInboundIn(data) {
            case .head(let head): .head(RequestHead(head))
            case .body(let bytes): .body(bytes)
            case .end: .end
            }
        context.fireChannelRead(wrapInboundOut(part))
    }
}
