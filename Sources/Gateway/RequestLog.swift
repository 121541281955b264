import Commands
import Logging
import NIOCore
import Wire

/// Writes one line for each request.
///
/// The fields are `command`, `sdkappid`, `caller`, `code`, `note`, `reason`, `cause`, `request_bytes`, `bytes`,
/// `duration_us` and `peer`. Questions for the server's health get a line only when the answer is bad. No key, no signature, no query
/// and no body ever gets into a line.
struct RequestLog: Sendable {
    private let logger: Logger
    private let metrics: GatewayMetrics

    init(logger: Logger, metrics: GatewayMetrics) {
        self.logger = logger
        self.metrics = metrics
    }

    /// - Parameters:
    ///   - answerBytes: size of the answer's body.
    ///   - peer: the client's address.
    func record(_ exchange: Exchange, _ outcome: Outcome, answerBytes: Int, peer: String, end: NIODeadline) {
        let duration = (end - exchange.arrival).nanoseconds
        let error: APIError?
        var note: String?
        switch outcome {
        case .probe(_, let cause):
            recordProbe(cause)
            return
        case .success(let answer):
            error = nil
            note = answer.note
        case .immediate: error = nil
        case .failure(let failure): error = failure
        }
        metrics.recordCall(exchange.trace.command, code: error?.code.rawValue ?? 0, nanoseconds: duration)
        let level = Self.level(error)
        guard logger.logLevel <= level else {
            return
        }
        var fields: Logger.Metadata = [
            "command": exchange.trace.command.map { "\($0)" } ?? "unknown",
            "code": .stringConvertible(error?.code.rawValue ?? 0),
            "request_bytes": .stringConvertible(exchange.bodyBytes),
            "bytes": .stringConvertible(answerBytes),
            "duration_us": .stringConvertible(duration / 1000),
            "peer": "\(peer)",
        ]
        fields["sdkappid"] = exchange.trace.sdkAppID.map { .stringConvertible($0.number) }
        fields["caller"] = exchange.trace.caller.map { "\($0)" }
        fields["note"] = note.map { "\($0)" }
        fields["reason"] = error.map { "\($0.reason)" }
        fields["cause"] = error?.cause.map { "\($0)" }
        logger.log(level: level, error == nil ? "call answered" : "call refused", metadata: fields)
    }

    /// Notes why a connection broke, which is everyday life, for those who look for it.
    func recordConnectionError(_ error: any Error, peer: String) {
        logger.debug("connection failed", metadata: ["cause": "\(error)", "peer": "\(peer)"])
    }

    private func recordProbe(_ cause: (any Error)?) {
        if let cause {
            logger.error("the store cannot be written to", metadata: ["cause": "\(cause)"])
        }
    }

    private static func level(_ error: APIError?) -> Logger.Level {
        switch error?.code {
        case nil: .info
        case .internalError, .accountServiceError, .messageServiceError: .error
        default: error?.cause == nil ? .notice : .error
        }
    }
}
