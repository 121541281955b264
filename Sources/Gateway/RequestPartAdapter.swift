import NIOCore
import NIOHTTP1

/// Turns what SwiftNIO's decoder finds into parts.
final class RequestPartAdapter: ChannelInboundHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias InboundOut = RequestPart

    /// Whether no other request is read from the connection.
    var endsConnection = false

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        let part: RequestPart =
            switch unwrapInboundIn(data) {
            case .head(let head): .head(RequestHead(head, endsConnection: endsConnection))
            case .body(let bytes): .body(bytes)
            case .end: .end
            }
        context.fireChannelRead(wrapInboundOut(part))
    }
}

extension GatewayLimits {
    /// The limits as SwiftNIO's decoder takes them.
    var ofDecoder: NIOHTTPDecoderLimitConfiguration {
        var limits = NIOHTTPDecoderLimitConfiguration()
        limits.maxHeaderFieldSize = maximumHeaderBytes
        limits.maxHeaderListSize = maximumHeaderBytes
        limits.maxHeaderFieldCount = maximumHeaderCount
        return limits
    }
}
