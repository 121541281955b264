import Gateway
import Logging

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
        record.forEachField { name, value in
            switch value {
            case .number(let number): line.field(name, number)
            case .text(let text): line.field(name, text)
            case .command(let command): line.field(name, command)
            }
        }
        return line.end()
    }
}
