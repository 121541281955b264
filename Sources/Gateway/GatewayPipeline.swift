import NIOCore
import NIOHTTP1
import NIOSSL

/// Builds the pipeline of a connection.
struct GatewayPipeline: Sendable {
    let server: ServerContext

    /// Adds the handlers, from the socket inwards: TLS where wanted, the HTTP decoder, the connection's handler.
    ///
    /// - Parameter peer: the client's address, without port.
    func configure(_ channel: any Channel, tls: NIOSSLContext?, peer: String) throws {
        var decoderLimits = NIOHTTPDecoderLimitConfiguration()
        decoderLimits.maxHeaderFieldSize = server.limits.maximumHeaderBytes
        decoderLimits.maxHeaderListSize = server.limits.maximumHeaderBytes
        decoderLimits.maxHeaderFieldCount = server.limits.maximumHeaderCount
        let pipeline = channel.pipeline.syncOperations
        if let tls {
            try pipeline.addHandler(NIOSSLServerHandler(context: tls))
        }
        try pipeline.addHandler(ByteToMessageHandler(HTTPRequestDecoder(limitConfiguration: decoderLimits)))
        try pipeline.addHandler(ConnectionHandler(server: server, peer: peer))
    }
}
