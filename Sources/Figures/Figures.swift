package import CoreMetrics
import Synchronization

/// Counts and times the server for whoever collects metrics, in memory.
///
/// Code records through swift-metrics, whose backend this is. What records holds its handler, so that counting takes no lock.
///
/// - Limits: values of labels come from clients and backends too, so that each label has ``maximumLabelValues`` and each
///   figure ``maximumSeries``; what comes after them is counted as `other`.
/// - Concurrency: safe for use from any thread.
package final class Figures: MetricsFactory {
    package static let maximumLabelValues = 250
    package static let maximumSeries = 2_000
    private static let otherValue = "other"

    typealias Labels = [FigureLabel]

    /// What a figure counts with.
    enum Handler: Sendable {
        case counter(CounterFigure)
        case gauge(GaugeFigure)
        case histogram(HistogramFigure)
        /// Of a gauge or a counter: yields the value when somebody asks.
        case observed(FigureDescription.Kind, @Sendable () -> Double?)

        var kind: FigureDescription.Kind {
            switch self {
            case .counter: .counter
            case .gauge: .gauge
            case .histogram: .histogram
            case .observed(let kind, _): kind
            }
        }
    }

    /// All series of a name, which are of one kind.
    struct Family: Sendable {
        var series: [Labels: Handler] = [:]
        /// The values that each label has had.
        fileprivate var values: [String: Set<String>] = [:]

        /// The labels as they are counted.
        fileprivate mutating func bounded(_ labels: Labels) -> Labels {
            guard series[labels] == nil else {
                return labels
            }
            guard series.count < Figures.maximumSeries else {
                return labels.map { FigureLabel(name: $0.name, value: Figures.otherValue) }
            }
            return labels.map { label in
                let known = values[label.name, default: []]
                guard known.contains(label.value) || known.count < Figures.maximumLabelValues else {
                    return FigureLabel(name: label.name, value: Figures.otherValue)
                }
                values[label.name, default: []].insert(label.value)
                return label
            }
        }
    }

    private let families = Mutex<[String: Family]>([:])

    package init() {}

    /// All figures, for printing.
    var state: [String: Family] { families.withLock(\.self) }

    /// Has a figure that is read when somebody asks.
    ///
    /// - Parameter read: `nil` while there is no value.
    package func observe(
        _ name: String, _ kind: FigureDescription.Kind, labels: [(String, String)] = [],
        read: @escaping @Sendable () -> Double?
    ) {
        _ = handler(name, labels) { .observed(kind, read) }
    }

    /// The handler of a series; where the name has handlers of another kind, one that nobody prints.
    private func handler(
        _ name: String, _ dimensions: [(String, String)], make: () -> Handler
    ) -> Handler {
        let labels = dimensions.map { FigureLabel(name: $0.0, value: $0.1) }
        return families.withLock { families in
            let bounded = families[name, default: Family()].bounded(labels)
            if let handler = families[name]?.series[bounded] {
                return handler
            }
            let handler = make()
            if families[name]?.series.values.first.map({ $0.kind == handler.kind }) ?? true {
                families[name]?.series[bounded] = handler
            }
            return handler
        }
    }

    // MARK: MetricsFactory

    package func makeCounter(label: String, dimensions: [(String, String)]) -> any CounterHandler {
        guard case .counter(let counter) = handler(label, dimensions, make: { .counter(CounterFigure()) }) else {
            return NOOPMetricsHandler.instance
        }
        return counter
    }

    package func makeRecorder(
        label: String, dimensions: [(String, String)], aggregate: Bool
    ) -> any RecorderHandler {
        gauge(label, dimensions) ?? NOOPMetricsHandler.instance
    }

    package func makeMeter(label: String, dimensions: [(String, String)]) -> any MeterHandler {
        gauge(label, dimensions) ?? NOOPMetricsHandler.instance
    }

    private func gauge(_ label: String, _ dimensions: [(String, String)]) -> GaugeFigure? {
        guard case .gauge(let gauge) = handler(label, dimensions, make: { .gauge(GaugeFigure()) }) else {
            return nil
        }
        return gauge
    }

    package func makeTimer(label: String, dimensions: [(String, String)]) -> any TimerHandler {
        guard case .histogram(let timer) = handler(label, dimensions, make: { .histogram(HistogramFigure()) }) else {
            return NOOPMetricsHandler.instance
        }
        return timer
    }

    // A figure stays when the code that counted is gone: its numbers must not go back.
    package func destroyCounter(_ handler: any CounterHandler) {}
    package func destroyRecorder(_ handler: any RecorderHandler) {}
    package func destroyMeter(_ handler: any MeterHandler) {}
    package func destroyTimer(_ handler: any TimerHandler) {}
}

/// A label of a series with its value.
struct FigureLabel: Hashable {
    let name: String
    let value: String
}
