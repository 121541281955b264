#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

extension UnixTime {
    /// The moment for people: `2026-11-29 10:03:30 UTC`; one outside of the years 1970 to 9999 by its seconds.
    package var words: String {
        guard (0...Self.lastOfFourDigits).contains(seconds) else {
            return "second \(seconds)"
        }
        let form = Date.ISO8601FormatStyle(dateTimeSeparator: .space).year().month().day()
            .time(includingFractionalSeconds: false)
        return Date(timeIntervalSince1970: Double(seconds)).formatted(form) + " UTC"
    }

    /// The last second of the year 9999.
    private static let lastOfFourDigits: Int64 = 253_402_300_799
}
