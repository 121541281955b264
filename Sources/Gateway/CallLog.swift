package import Logging
import Wire

/// Takes the lines about calls.
///
/// One comes for each call, on the event loop that answers it, so that whoever takes it must be quick.
package protocol CallLog: Sendable {
    /// The least level of lines that are wanted.
    var level: Logger.Level { get }

    func write(_ record: CallRecord)
}

/// Watches calls, those too of which the log has no line.
///
/// It is told on the event loop that answers, so that it must be quick.
package protocol CallWatch: Sendable {
    /// How many bytes it wants of the body of a request and of that of its answer; 0 for none.
    var bodyBytes: Int { get }

    func note(_ call: CallRecord)
}

extension CallWatch {
    package var bodyBytes: Int { 0 }
}

/// Hands the lines about calls to a logger, like all others.
struct LoggerCallLog: CallLog {
    private let logger: Logger

    init(_ logger: Logger) {
        self.logger = logger
    }

    var level: Logger.Level { logger.logLevel }

    func write(_ record: CallRecord) {
        var fields: Logger.Metadata = [:]
        record.forEachField { name, value in
            fields["\(name)"] =
                switch value {
                case .number(let number): .stringConvertible(number)
                case .text(let text): .string(text)
                case .command(let command): .string(command.description)
                case .request(let id): .string(id.description)
                }
        }
        logger.log(level: record.level, "\(record.message)", metadata: fields)
    }
}
