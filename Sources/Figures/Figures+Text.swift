extension Figures {
    /// The media type of ``text``.
    package static let mediaType = "text/plain; version=0.0.4; charset=utf-8"

    /// All figures in the text format of Prometheus, version 0.0.4, sorted by name and labels.
    package var text: String {
        var text = FigureText()
        for (name, family) in state.sorted(by: { $0.key < $1.key }) {
            text.write(name, family)
        }
        return text.text
    }
}

/// Writes figures in the text format of Prometheus.
private struct FigureText {
    var text = ""

    mutating func write(_ name: String, _ family: Figures.Family) {
        guard let kind = family.series.values.first?.kind else {
            return
        }
        if let description = FigureList.find(name) {
            text += "# HELP \(name) \(Self.escaped(description.meaning, quotes: false))\n"
        }
        text += "# TYPE \(name) \(kind.rawValue)\n"
        let series = family.series.map { (labels: Self.written($0.key), handler: $0.value) }
        for (labels, handler) in series.sorted(by: { $0.labels < $1.labels }) {
            switch handler {
            case .counter(let counter):
                sample(name, labels, "\(counter.value)")
            case .gauge(let gauge):
                sample(name, labels, Self.written(gauge.value))
            case .observed(_, let read):
                if let value = read() {
                    sample(name, labels, Self.written(value))
                }
            case .histogram(let histogram):
                write(name, labels, histogram.state)
            }
        }
    }

    private mutating func write(_ name: String, _ labels: String, _ state: HistogramFigure.State) {
        let before = labels.isEmpty ? "" : labels + ","
        var sum: Int64 = 0
        for (bound, count) in zip(HistogramFigure.bounds.map(\.seconds) + ["+Inf"], state.buckets) {
            sum += count
            sample(name + "_bucket", before + "le=\"\(bound)\"", "\(sum)")
        }
        sample(name + "_sum", labels, Self.written(Double(state.nanoseconds) / 1_000_000_000))
        sample(name + "_count", labels, "\(sum)")
    }

    private mutating func sample(_ name: String, _ labels: String, _ value: String) {
        text += labels.isEmpty ? "\(name) \(value)\n" : "\(name){\(labels)} \(value)\n"
    }

    private static func written(_ labels: [FigureLabel]) -> String {
        labels.map { "\($0.name)=\"\(escaped($0.value, quotes: true))\"" }.joined(separator: ",")
    }

    private static func written(_ number: Double) -> String {
        switch number {
        case .infinity: "+Inf"
        case -.infinity: "-Inf"
        case _ where number.isNaN: "NaN"
        case _ where number == number.rounded() && abs(number) < 1e15: "\(Int64(number))"
        default: "\(number)"
        }
    }

    /// A text with what the format has a meaning for behind a backslash.
    private static func escaped(_ text: String, quotes: Bool) -> String {
        var escaped = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\\": escaped += "\\\\"
            case "\n": escaped += "\\n"
            case "\"" where quotes: escaped += "\\\""
            default: escaped.unicodeScalars.append(scalar)
            }
        }
        return escaped
    }
}
