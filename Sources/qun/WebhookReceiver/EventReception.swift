import Synchronization
import Wire

/// Reads each request, reports it and says how it is answered.
///
/// - Concurrency: safe for use from any thread.
final class EventReception: Sendable {
    private struct State {
        var bodies = RepeatedBodies()
        /// Requests that the rule was about.
        var count = 0
    }

    private let token: Secret?
    private let rule: AnswerRule
    private let format: EventReport.Format
    private let now: @Sendable () -> LogTimestamp
    private let chance: @Sendable () -> Double
    private let print: @Sendable ([UInt8]) -> Void
    private let state = Mutex(State())

    /// - Parameters:
    ///   - token: `nil` leaves signatures unchecked.
    ///   - chance: yields a random number from 0 to less than 1.
    ///   - print: takes reports, each with a line feed at its end; never waits.
    init(
        token: Secret?, rule: AnswerRule, format: EventReport.Format, now: @escaping @Sendable () -> LogTimestamp,
        chance: @escaping @Sendable () -> Double, print: @escaping @Sendable ([UInt8]) -> Void
    ) {
        self.token = token
        self.rule = rule
        self.format = format
        self.now = now
        self.chance = chance
        self.print = print
    }

    /// Answers a request.
    ///
    /// - Parameter target: path and query.
    func reply(to target: String, body: [UInt8]) -> AnswerRule.Reply {
        let event: ReceivedEvent
        do {
            event = try ReceivedEvent(target: target, bytes: body)
        } catch {
            return refuse(status: 400, reason: error.reason)
        }
        let time = now()
        let signature = SignatureCheck(of: event, token: token, at: UnixTime(seconds: time.seconds))
        let (isRepeated, number) = state.withLock { state in
            state.count += rule.applies(to: event.command) ? 1 : 0
            return (state.bodies.isRepeated(body), state.count)
        }
        var reply = rule.reply(to: event.command, number: number, chance: chance())
        if token != nil, let reason = signature.refusal {
            reply = Self.refusal(status: 401, reason: reason)
        }
        report(
            .event(event, signature: signature, isRepeated: isRepeated, status: reply.status, answer: reply.summary),
            at: time)
        return reply
    }

    /// Answers a request that is none.
    func refuse(status: Int, reason: String) -> AnswerRule.Reply {
        report(.refusal(status: status, reason: reason), at: now())
        return Self.refusal(status: status, reason: reason)
    }

    /// Reports a connection that failed.
    func reportFailure(_ reason: String) {
        report(.refusal(status: nil, reason: reason), at: now())
    }

    private static func refusal(status: Int, reason: String) -> AnswerRule.Reply {
        AnswerRule.Reply(
            status: status, body: Array((reason + "\n").utf8), delay: .zero,
            summary: "HTTP status \(status), \(reason)")
    }

    private func report(_ content: EventReport.Content, at time: LogTimestamp) {
        print(EventReport(time: time, content: content).bytes(as: format))
    }
}
