import Logging
import NIOCore

/// Writes what happens to connections, as opposed to requests.
///
/// What any peer can bring about is written at most once a minute for each of them; the next line says in `omitted`
/// how many were left out.
struct ConnectionLog: Sendable {
    private let logger: Logger
    private let refusals = LineBudget<OpenConnections.Refusal>(linesPerMinute: 1)
    private let acceptFailures = LineBudget<CInt>(linesPerMinute: 1)
    private let handshakes = LineBudget<String>(linesPerMinute: 1)

    init(logger: Logger) {
        self.logger = logger
    }

    /// Tells that connections are closed at once because of a limit.
    ///
    /// - Parameter peer: the client's address, as an example.
    func recordRefusal(_ reason: OpenConnections.Refusal, peer: String, at now: NIODeadline) {
        write(
            .warning, "connections are refused", ["reason": "\(reason.rawValue)", "peer": "\(peer)"],
            omitted: refusals.take(reason, at: now))
    }

    /// Tells that the system could not give the next connection to the server.
    ///
    /// - Parameter connections: how many are open.
    func recordAcceptFailure(_ error: IOError, connections: Int, at now: NIODeadline) {
        write(
            .error, "connections cannot be accepted",
            ["cause": "\(error)", "connections": .stringConvertible(connections)],
            omitted: acceptFailures.take(error.errnoCode, at: now))
    }

    /// Tells why a TLS handshake did not come to its end.
    func recordHandshakeFailure(_ failure: HandshakeFailure, peer: String, at now: NIODeadline) {
        var fields: Logger.Metadata = ["reason": "\(failure.reason)", "peer": "\(peer)"]
        fields["cause"] = failure.cause.map { "\($0)" }
        write(
            .notice, "TLS handshake failed", fields,
            omitted: handshakes.take(peer, at: now))
    }

    /// Notes why a connection broke, at `debug`, as connections break often and without fault of the server.
    func recordError(_ error: any Error, peer: String) {
        logger.debug("connection failed", metadata: ["cause": "\(error)", "peer": "\(peer)"])
    }

    private func write(_ level: Logger.Level, _ message: Logger.Message, _ fields: Logger.Metadata, omitted: Int?) {
        guard let omitted else {
            return
        }
        var fields = fields
        fields["omitted"] = omitted == 0 ? nil : .stringConvertible(omitted)
        logger.log(level: level, message, metadata: fields)
    }
}
