import Foundation
import Wire

/// The moment of a log line: `2026-11-24T22:27:55.123Z`, always UTC.
struct LogTimestamp {
    /// Seconds and milliseconds since 1970.
    let seconds: Int64
    let milliseconds: Int64

    init(secondsSince1970: Double) {
        let total = Int64((secondsSince1970 * 1000).rounded(.down))
        seconds = total.quotientAndRemainder(dividingBy: 1000).quotient
        milliseconds = total % 1000
    }

    static var now: LogTimestamp { LogTimestamp(secondsSince1970: Date().timeIntervalSince1970) }

    func write(to writer: inout JSONWriter) {
        let (year, month, day) = date
        writer.decimal(year)
        Self.write(month, after: "-", to: &writer)
        Self.write(day, after: "-", to: &writer)
        Self.write(seconds / 3600 % 24, after: "T", to: &writer)
        Self.write(seconds / 60 % 60, after: ":", to: &writer)
        Self.write(seconds % 60, after: ":", to: &writer)
        writer.raw(milliseconds < 10 ? ".00" : milliseconds < 100 ? ".0" : ".")
        writer.decimal(milliseconds)
        writer.raw("Z")
    }

    /// The date in the Gregorian calendar; years are counted from March, so that leap days come last.
    private var date: (year: Int64, month: Int64, day: Int64) {
        let days = seconds / 86_400 + 719_468
        let era = days / 146_097
        let dayOfEra = days % 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let monthFromMarch = (5 * dayOfYear + 2) / 153
        let month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
        let day = dayOfYear - (153 * monthFromMarch + 2) / 5 + 1
        return (era * 400 + yearOfEra + (month <= 2 ? 1 : 0), month, day)
    }

    private static func write(_ number: Int64, after separator: StaticString, to writer: inout JSONWriter) {
        writer.raw(separator)
        if number < 10 {
            writer.raw("0")
        }
        writer.decimal(number)
    }
}
