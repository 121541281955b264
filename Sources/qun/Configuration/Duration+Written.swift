extension Duration {
    /// A time as people write it: `1.5s`, `200ms`, `1m`, or a number of seconds; `nil` for anything else, and below 0.
    init?(written text: String) {
        let units: [(suffix: String, seconds: Double)] = [("ms", 0.001), ("s", 1), ("m", 60), ("", 1)]
        let unit = units.first { text.hasSuffix($0.suffix) } ?? ("", 1)
        guard
            let number = Double(text.dropLast(unit.suffix.count)), number.isFinite, (0...1e9).contains(number)
        else {
            return nil
        }
        self = .seconds(number * unit.seconds)
    }
}
