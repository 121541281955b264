import NIOCore
import NIOSSL

/// Builds the pipeline of a connection.
struct GatewayPipeline: Sendable {
    let server: ServerContext

    /// Adds the handlers, from the socket inwards: TLS where wanted, the reader of requests, the connection's handler.
    ///
    /// - Parameter peer: the client's address, without port.
    func configure(_ channel: any Channel, tls: NIOSSLContext?, peer: String) throws {
        let pipeline = channel.pipeline.syncOperations
        let limits = server.limits
        if let tls {
            try pipeline.addHandler(NIOSSLServerHandler(context: tls))
            try pipeline.addHandler(
                HandshakeWatch(timeout: limits.handshakeTimeout, log: server.connectionLog, peer: peer))
        }
        try pipeline.addHandler(RequestReader(limits: limits))
        try pipeline.addHandler(ConnectionHandler(server: server, limits: limits, peer: peer))
    }
}
