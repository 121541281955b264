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

    /// - Parameter milliseconds: since 1970.
    init(milliseconds: Int64) {
        seconds = milliseconds / 1000
        self.milliseconds = milliseconds % 1000
    }

    static var now: LogTimestamp { LogTimestamp(secondsSince1970: Date().timeIntervalSince1970) }

    func write(to writer: inout JSONWriter) {
        let (year, month, day) = date
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 24) { text in
            Self.form.withUTF8Buffer { _ = text.initialize(fromContentsOf: $0) }
            Self.put(year, 4, at: 0, in: text)
            Self.put(month, 2, at: 5, in: text)
            Self.put(day, 2, at: 8, in: text)
            Self.put(seconds / 3600 % 24, 2, at: 11, in: text)
            Self.put(seconds / 60 % 60, 2, at: 14, in: text)
            Self.put(seconds % 60, 2, at: 17, in: text)
            Self.put(milliseconds, 3, at: 20, in: text)
            writer.raw(bytes: UnsafeBufferPointer(text))
        }
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

    private static let form: StaticString = "0000-00-00T00:00:00.000Z"

    /// Puts the last digits of a number in their places.
    private static func put(_ number: Int64, _ digits: Int, at start: Int, in text: UnsafeMutableBufferPointer<UInt8>) {
        var rest = number
        var place = start + digits
        while place > start {
            place -= 1
            text[place] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10)
            rest /= 10
        }
    }
}

extension LogTimestamp: CustomStringConvertible {
    var description: String {
        var writer = JSONWriter(capacity: 24)
        write(to: &writer)
        return String(decoding: writer.bytes, as: UTF8.self)
    }
}
