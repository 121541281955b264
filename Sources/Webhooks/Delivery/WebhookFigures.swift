package import Metrics
import Storage

/// Counts what is told and asked, for whoever collects metrics.
package struct WebhookFigures: Sendable {
    /// What becomes of a try.
    enum Result: String {
        case delivered
        case failed
        /// A fault has lost it.
        case lost
    }

    private let factory: any MetricsFactory

    package init(_ factory: any MetricsFactory) {
        self.factory = factory
    }

    /// A try to tell an event.
    func recordDelivery(of command: String, _ result: Result, duration: Duration) {
        counter(of: command, result).increment()
        Timer(label: "qun_webhook_delivery_seconds", dimensions: [("event", command)], factory: factory)
            .recordNanoseconds(Int64(duration / .nanoseconds(1)))
    }

    /// An event that a fault has lost.
    func recordLoss(of command: String) {
        counter(of: command, .lost).increment()
    }

    /// An event that is tried no more.
    func recordEnd(of command: String) {
        Counter(label: "qun_webhook_untaken_total", dimensions: [("event", command)], factory: factory).increment()
    }

    /// A question, with what came of it.
    func recordQuestion(_ command: String, _ result: String, duration: Duration) {
        Counter(
            label: "qun_webhook_questions_total", dimensions: [("event", command), ("result", result)],
            factory: factory
        ).increment()
        Timer(label: "qun_webhook_question_seconds", dimensions: [("event", command)], factory: factory)
            .recordNanoseconds(Int64(duration / .nanoseconds(1)))
    }

    private func counter(of command: String, _ result: Result) -> Counter {
        Counter(
            label: "qun_webhook_deliveries_total", dimensions: [("event", command), ("result", result.rawValue)],
            factory: factory)
    }

    /// What waits.
    ///
    /// - Parameter now: milliseconds since 1970, by the app's clock.
    func record(_ state: OutboxState, now: Int64) {
        Gauge(label: "qun_webhook_waiting_events", factory: factory).record(state.waiting)
        Gauge(label: "qun_webhook_oldest_waiting_seconds", factory: factory)
            .record(state.oldest.map { Double(max(0, now - $0)) / 1_000 } ?? 0)
    }
}
