import NIOCore
import NIOPosix
import Testing

/// Sends one HTTP request on a connection of its own.
enum OneShotClient {
    /// - Returns: the body of the answer, whose status is 200.
    static func post(_ target: String, body: [UInt8], port: Int) async throws -> [UInt8] {
        let channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .connect(host: "127.0.0.1", port: port) { channel in
                channel.eventLoop.makeCompletedFuture {
                    try NIOAsyncChannel<ByteBuffer, ByteBuffer>(wrappingChannelSynchronously: channel)
                }
            }
        let head =
            "POST \(target) HTTP/1.1\r\nHost: localhost\r\nContent-Length: \(body.count)\r\nConnection: close\r\n\r\n"
        return try await channel.executeThenClose { inbound, outbound in
            try await outbound.write(ByteBuffer(bytes: Array(head.utf8) + body))
            var answer: [UInt8] = []
            for try await bytes in inbound {
                answer.append(contentsOf: bytes.readableBytesView)
            }
            let end = try #require(answer.firstRange(of: Array("\r\n\r\n".utf8)))
            try #require(answer.starts(with: Array("HTTP/1.1 200 ".utf8)))
            return Array(answer[end.upperBound...])
        }
    }
}
