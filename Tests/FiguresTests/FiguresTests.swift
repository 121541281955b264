import CoreMetrics
import Testing

@testable import Figures

@Suite("Figures")
struct FiguresTests {
    private let figures = Figures()

    @Test func `counters add up what all threads count`() async {
        let counter = Counter(label: "a_total", factory: figures)
        await withDiscardingTaskGroup { tasks in
            for _ in 0..<8 {
                tasks.addTask {
                    for _ in 0..<10_000 {
                        counter.increment()
                    }
                }
            }
        }
        Counter(label: "a_total", factory: figures).increment(by: 5)
        #expect(figures.text == "# TYPE a_total counter\na_total 80005\n")
    }

    @Test func `a gauge holds what was recorded last`() {
        let gauge = Gauge(label: "b", factory: figures)
        gauge.record(7)
        gauge.record(2.5)
        let meter = Meter(label: "c", factory: figures)
        meter.set(10)
        meter.increment(by: 2)
        meter.decrement(by: 0.5)
        #expect(figures.text == "# TYPE b gauge\nb 2.5\n# TYPE c gauge\nc 11.5\n")
    }

    @Test func `times are counted in every bucket that they fit in`() {
        let timer = Timer(label: "d_seconds", dimensions: [("x", "y")], factory: figures)
        for nanoseconds in [100_000, 100_001, 3_000_000_000, 20_000_000_000] as [Int64] {
            timer.recordNanoseconds(nanoseconds)
        }
        let lines = figures.text.split(separator: "\n")
        #expect(lines.count == 1 + HistogramFigure.bounds.count + 1 + 2)
        #expect(lines.contains(#"d_seconds_bucket{x="y",le="0.0001"} 1"#))
        #expect(lines.contains(#"d_seconds_bucket{x="y",le="0.00025"} 2"#))
        #expect(lines.contains(#"d_seconds_bucket{x="y",le="2.5"} 2"#))
        #expect(lines.contains(#"d_seconds_bucket{x="y",le="10"} 3"#))
        #expect(lines.contains(#"d_seconds_bucket{x="y",le="+Inf"} 4"#))
        #expect(lines.contains(#"d_seconds_sum{x="y"} 23.000200001"#))
        #expect(lines.contains(#"d_seconds_count{x="y"} 4"#))
    }

    @Test func `a time belongs to the first bucket that it fits in`() {
        for (place, bound) in HistogramFigure.bounds.enumerated() {
            #expect(HistogramFigure.bucket(of: bound.nanoseconds) == place)
            #expect(HistogramFigure.bucket(of: bound.nanoseconds + 1) == place + 1)
            #expect(Double(bound.seconds) == Double(bound.nanoseconds) / 1e9)
        }
        #expect(HistogramFigure.bucket(of: -1) == 0)
        #expect(HistogramFigure.bucket(of: .max) == HistogramFigure.bounds.count)
        #expect(HistogramFigure.bounds.map(\.nanoseconds) == HistogramFigure.bounds.map(\.nanoseconds).sorted())
    }

    @Test func `texts are escaped as the format asks`() {
        Counter(label: "e_total", dimensions: [("x", "a\\b\"c\nd群")], factory: figures).increment()
        #expect(figures.text == "# TYPE e_total counter\ne_total{x=\"a\\\\b\\\"c\\nd群\"} 1\n")
    }

    @Test func `a label has so many values, and the rest together is other`() {
        for number in 0..<(Figures.maximumLabelValues + 100) {
            Counter(label: "f_total", dimensions: [("x", String(number)), ("y", "1")], factory: figures).increment()
        }
        let lines = figures.text.split(separator: "\n")
        #expect(lines.count == 1 + Figures.maximumLabelValues + 1)
        #expect(lines.contains(#"f_total{x="other",y="1"} 100"#))
        #expect(lines.contains(#"f_total{x="0",y="1"} 1"#))
        Counter(label: "f_total", dimensions: [("x", "0"), ("y", "1")], factory: figures).increment()
        #expect(figures.text.contains("f_total{x=\"0\",y=\"1\"} 2\n"))
    }

    @Test func `a figure has so many series, and the rest together is other`() {
        for number in 0..<(Figures.maximumSeries + 100) {
            let labels = [("x", String(number % 100)), ("y", String(number / 100))]
            Counter(label: "g_total", dimensions: labels, factory: figures).increment()
        }
        let lines = figures.text.split(separator: "\n")
        #expect(lines.count == 1 + Figures.maximumSeries + 1)
        #expect(lines.contains(#"g_total{x="other",y="other"} 100"#))
    }

    @Test func `what is observed is read each time, and left out while there is nothing`() {
        figures.observe("h", .gauge) { 3 }
        figures.observe("i", .gauge, labels: [("x", "1")]) { nil }
        figures.observe("j_total", .counter) { 0.25 }
        #expect(figures.text == "# TYPE h gauge\nh 3\n# TYPE i gauge\n# TYPE j_total counter\nj_total 0.25\n")
    }

    @Test func `a name is of one kind`() {
        Counter(label: "k", factory: figures).increment()
        Gauge(label: "k", factory: figures).record(7)
        Timer(label: "k", factory: figures).recordNanoseconds(7)
        #expect(figures.text == "# TYPE k counter\nk 1\n")
    }

    @Test func `a figure of the list comes with its meaning`() {
        Counter(label: "qun_group_cache_hits_total", factory: figures).increment()
        #expect(
            figures.text == """
                # HELP qun_group_cache_hits_total Groups that were answered from memory.
                # TYPE qun_group_cache_hits_total counter
                qun_group_cache_hits_total 1

                """)
    }
}
