import Gateway
import Logging

/// Makes each record of a call one line, as ``LineLogHandler`` makes one of all other events, and without the detour over
/// a dictionary: there is one for each call.
struct LineCallLog: CallLog {
    let level: Logger.Level
    private let label: String
    private let format: LogLine.Format
    private let write: @Sendable (_ line: [UInt8]) -> Void

    /// - Parameter write: takes each line.
    init(
        level: Logger.Level, label: String, format: LogLine.Format, write: @escaping @Sendable (_ line: [UInt8]) -> Void
    ) {
        self.level = level
        self.label = label
        self.format = format
        self.write = write
    }

    func write(_ record: CallRecord) {
        var line = LogLineWriter(
            format, time: .now, level: record.level, logger: label, message: record.message)
        record.forEachField { name, value in
            switch value {
            case .number(let number): line.field(name, number)
            case .text(let text): line.field(name, text)
            case .command(let command): line.field(name, command)
            }
        }
        write(line.end())
    }
}
