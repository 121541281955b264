/// The bounds that keep one client, or many, from taking the whole server.
///
/// Every bound is on by default. Times are durations, sizes are bytes.
package struct GatewayLimits: Sendable {
    /// Longest request target, query included; a longer one is refused with 60002.
    package var maximumURLBytes = 8192
    /// Largest request head: target, names and values of all headers together.
    package var maximumHeaderBytes = 16_384
    /// Most header fields of a request, trailers included.
    package var maximumHeaderCount = 100
    /// Largest body; a larger one is refused with 60008.
    package var maximumBodyBytes = 1_048_576

    /// How long a connection may stay open between two requests.
    package var idleTimeout: Duration = .seconds(75)
    /// How long a client may take over the TLS handshake, from the connection's beginning.
    package var handshakeTimeout: Duration = .seconds(10)
    /// How long a client may take over a request's head, from its first byte.
    package var headerTimeout: Duration = .seconds(10)
    /// How long a client may take over a request's body, from the end of the head.
    package var bodyTimeout: Duration = .seconds(30)
    /// How long a command may run before the client is told 60008; the command itself goes on.
    package var commandTimeout: Duration = .seconds(10)
    /// How long a client may take to accept an answer.
    package var answerTimeout: Duration = .seconds(30)
    /// How long the rest of a refused request is read, so that the client gets to read the refusal.
    package var drainTimeout: Duration = .seconds(5)
    /// How much of the rest of a refused request is read.
    package var maximumDrainBytes = 16 << 20
    /// How long a shutdown waits for calls in flight.
    package var shutdownTimeout: Duration = .seconds(10)

    /// Most connections at a time, over all ports.
    package var maximumConnections = 10_000
    /// Most connections at a time from one address.
    package var maximumConnectionsPerAddress = 2_000

    /// When callers whose signatures keep failing are answered with 70050.
    package var failedSignatures = FailedSignatureLimit()
    /// Most signatures that are remembered as verified.
    package var maximumVerifiedSignatures = 16_384
    /// Most memory, in bytes, that verified signatures take.
    package var maximumVerifiedSignatureBytes = 8 << 20

    package init() {}
}

extension GatewayLimits {
    /// How long a connection waits for something.
    func timeout(of reason: DeadlineTimer.Reason) -> Duration {
        switch reason {
        case .idle: idleTimeout
        case .header: headerTimeout
        case .body: bodyTimeout
        case .command: commandTimeout
        case .answer: answerTimeout
        case .drain: drainTimeout
        case .pause(let duration): duration
        }
    }
}
