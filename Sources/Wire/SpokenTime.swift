/// A length of time as people say it.
package enum SpokenTime {
    private static let units: [(name: String, seconds: Int64, upTo: Int64)] = [
        ("second", 1, 120), ("minute", 60, 7_200), ("hour", 3_600, 172_800), ("day", 86_400, 63_072_000),
        ("year", 31_536_000, .max),
    ]

    /// The whole units of a number of seconds: `20 seconds`, `90 minutes`, `24 hours`, `179 days`, `50 years`.
    ///
    /// What is left over is not told; years have 365 days. Less than nothing counts as nothing.
    package static func words(seconds: Int64) -> String {
        let seconds = max(0, seconds)
        let unit = units.first { seconds < $0.upTo } ?? units[units.count - 1]
        let count = seconds / unit.seconds
        return "\(count) \(unit.name)\(count == 1 ? "" : "s")"
    }
}
