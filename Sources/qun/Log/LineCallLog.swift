import Gateway
import Logging
import Wire

/// Makes each record of a call one line, as ``LineLogHandler`` makes one of all other events, and without the detour over
/// a dictionary: there is one for each call.
struct LineCallLog: CallLog {
    let level: Logger.Level
    private let label: String
    private let format: LogLine.Format
    private let recentErrors: RecentErrors?
    private let write: @Sendable (_ line: [UInt8]) -> Void

    /// - Parameters:
    ///   - recentErrors: keeps those that tell of errors.
    ///   - write: takes each line.
    init(
        level: Logger.Level, label: String, format: LogLine.Format, recentErrors: RecentErrors? = nil,
        write: @escaping @Sendable (_ line: [UInt8]) -> Void
    ) {
        self.recentErrors = recentErrors
        self.level = level
        self.label = label
        self.format = format
        self.write = write
    }

    func write(_ record: CallRecord) {
        write(line(of: record, as: format))
        if record.level >= .error {
            recentErrors?.add(LogLine.text(line(of: record, as: .text)))
        }
    }

    private func line(of record: CallRecord, as format: LogLine.Format) -> [UInt8] {
        var line = LogLineWriter(
            format, time: .now, level: record.level, logger: label, message: record.message)
        if format.kind == .text {
            line.columns(of: record)
        }
        record.forEachField { name, value in
            guard format.kind == .json || !LogLineWriter.isColumn(name) else {
                return
            }
            switch value {
            case .number(let number): line.field(name, number)
            case .text(let text): line.field(name, text)
            case .command(let command): line.field(name, command)
            case .request(let id): line.field(name, id)
            }
        }
        return line.end()
    }
}

/// What a line for people shows of a call in columns, so that the eye finds it: the command, the code, how long it took, and
/// why it was refused. The rest are fields behind it.
extension LogLineWriter {
    private static let commandWidth = 40
    private static let codeWidth = 6
    private static let timeWidth = 11

    fileprivate mutating func columns(of record: CallRecord) {
        words("  ")
        column(record.command?.description ?? record.path ?? "unknown", width: Self.commandWidth)
        color(record.level.color)
        column(String(record.code), width: Self.codeWidth, isRight: true)
        color(.none)
        column(Self.words(forMicroseconds: record.durationMicroseconds), width: Self.timeWidth, isRight: true)
        words(" ")
        if let reason = record.reason {
            words(" ")
            words(reason)
        }
    }

    /// Whether a field stands in a column.
    fileprivate static func isColumn(_ name: StaticString) -> Bool {
        ["code", "command", "duration_us", "path", "reason"].contains(name.description)
    }

    /// In milliseconds: `0.312 ms`.
    private static func words(forMicroseconds time: Int64) -> String {
        let (whole, rest) = time.quotientAndRemainder(dividingBy: 1_000)
        let digits = String(rest)
        return "\(whole)." + String(repeating: "0", count: 3 - digits.count) + digits + " ms"
    }
}
