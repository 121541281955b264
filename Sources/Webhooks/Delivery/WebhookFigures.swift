package import Metrics
import Storage
import Synchronization
import Wire

/// Counts what is told and asked, for whoever collects metrics, and knows what waits.
package final class WebhookFigures: Sendable {
    /// What becomes of a try.
    enum Result: String {
        case delivered
        case failed
        /// A fault has lost it.
        case lost
    }

    /// What waits to be told to an app's backend.
    private struct Waiting {
        let events: Int64
        /// Of the oldest one, in seconds.
        let age: Double
    }

    private let factory: any MetricsFactory
    private let waiting = Mutex<[SDKAppID: Waiting]>([:])

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

    /// Events that wait to be told, of all apps, when their outboxes were last read.
    package var waitingEvents: Int64 { waiting.withLock { $0.values.reduce(0) { $0 + $1.events } } }

    /// What waits to be told to the backend of an app; the figures are about all apps.
    ///
    /// - Parameter now: milliseconds since 1970, by the app's clock.
    func record(_ state: OutboxState, of app: SDKAppID, now: Int64) {
        let age = state.oldest.map { Double(max(0, now - $0)) / 1_000 } ?? 0
        let (events, oldest) = waiting.withLock { waiting in
            waiting[app] = Waiting(events: state.waiting, age: age)
            return (waiting.values.reduce(0) { $0 + $1.events }, waiting.values.map(\.age).max() ?? 0)
        }
        Gauge(label: "qun_webhook_waiting_events", factory: factory).record(events)
        Gauge(label: "qun_webhook_oldest_waiting_seconds", factory: factory).record(oldest)
    }
}
