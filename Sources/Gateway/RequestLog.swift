import Commands
import Health
import Logging
import NIOCore
import Wire

/// Writes one line for each request, and tells of each call whoever counts and watches.
///
/// Refusals of requests by their head are an exception, because nobody has to be known to bring them about: a peer has a
/// number of lines in a minute, and a caller whose signatures fail too often has one. The next line says in `omitted`
/// how many were left out.
///
/// The fields are `command`, `path`, `sdkappid`, `caller`, `code`, `fault`, `note`, `reason`, `cause`, `request_bytes`,
/// `request_id`, `bytes`, `duration_us`, `peer` and `omitted`. The code of an answer that is a status of HTTP and no more is that status. Questions for the server's health get a line only when the answer is bad. No key, no signature, no query
/// and no body ever gets into a line.
///
/// An object, because every request asks it, and its parts are many.
final class RequestLog: Sendable {
    private let calls: any CallLog
    private let logger: Logger
    private let metrics: GatewayMetrics
    private let watch: (any CallWatch)?
    /// How many bytes of bodies the watch wants.
    let watchedBodyBytes: Int
    private let refusals = LineBudget<String>(linesPerMinute: 1000)
    private let failedCallers = LineBudget<FailedSignatureGuard.Caller>(linesPerMinute: 1)

    /// - Parameters:
    ///   - logger: takes lines about the server itself.
    ///   - calls: takes lines about calls; by default the logger does.
    ///   - watch: is told of every call.
    init(logger: Logger, calls: (any CallLog)? = nil, metrics: GatewayMetrics, watch: (any CallWatch)? = nil) {
        self.watch = watch
        watchedBodyBytes = watch?.bodyBytes ?? 0
        self.calls = calls ?? LoggerCallLog(logger)
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
        case .health(let answer):
            recordHealth(answer.cause)
            return
        case .success(let answer):
            error = nil
            note = answer.note
        case .immediate: error = nil
        case .failure(let failure): error = failure
        case .status(let status): error = APIError(ofFault: status, text: "a fault answers with HTTP status \(status)")
        }
        let fault = exchange.fault
        metrics.recordCall(exchange.trace.command, code: error?.number ?? 0, nanoseconds: duration)
        let level = fault?.outcome == nil ? Self.level(error) : .notice
        let isLogged = calls.level <= level
        guard isLogged || watch != nil else {
            return
        }
        let refused = exchange.isRefused ? exchange.head.map { RefusedTarget($0.target) } : nil
        var record = CallRecord(
            level: level, id: exchange.id, command: exchange.trace.command,
            path: exchange.trace.command == nil ? refused?.path : nil,
            sdkAppID: exchange.trace.sdkAppID ?? refused?.sdkAppID,
            caller: exchange.trace.caller, code: error?.number ?? 0, note: fault?.note ?? note,
            reason: error?.reason, cause: error?.cause, requestBytes: exchange.bodyBytes, answerBytes: answerBytes,
            durationMicroseconds: duration / 1000, peer: peer, fault: fault?.number)
        if watchedBodyBytes > 0 {
            record.bodies = CallBodies(
                request: exchange.keptBody,
                answer: Array(outcome.body(of: exchange.trace.command).prefix(watchedBodyBytes)))
        }
        watch?.note(record)
        record.bodies = nil
        guard isLogged, let omitted = omitted(before: exchange, error, peer: peer, at: end) else {
            return
        }
        record.omittedLines = omitted
        calls.write(record)
    }

    /// How many lines like the next one were left out; `nil` to leave it out too.
    private func omitted(before exchange: Exchange, _ error: APIError?, peer: String, at now: NIODeadline) -> Int? {
        guard let error, exchange.isRefused else {
            return 0
        }
        if error.code == .tooManyFailedSignatures, let app = exchange.trace.sdkAppID,
            let caller = exchange.trace.caller
        {
            return failedCallers.take(.init(sdkAppID: app, identifier: caller, address: peer), at: now)
        }
        return refusals.take(peer, at: now)
    }

    private func recordHealth(_ cause: (any Error)?) {
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
