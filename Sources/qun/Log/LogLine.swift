import Logging

/// One line of the log.
struct LogLine {
    /// How a line looks.
    struct Format: Sendable, Equatable {
        enum Kind: Sendable {
            /// An object, for programs.
            case json
            /// `time level message key=value …`, for people.
            case text
        }

        var kind: Kind
        /// Whether it has colours, which only a terminal shows.
        var isColored = false
        /// Whether it begins with its level as the journal of systemd takes it: `<6>`.
        var hasPriority = false

        static let json = Format(kind: .json)
        static let text = Format(kind: .text)
    }

    let time: LogTimestamp
    let level: Logger.Level
    /// The label of the logger.
    let logger: String
    let message: String
    let fields: Logger.Metadata

    /// The line, with the line feed at its end.
    func bytes(as format: Format) -> [UInt8] {
        var writer = LogLineWriter(format, time: time, level: level, logger: logger, message: message)
        for (name, value) in fields.sorted(by: { $0.key < $1.key }) {
            writer.field(name, value)
        }
        return writer.end()
    }

    /// The line for people, without what ends it.
    var text: String { Self.text(bytes(as: .text)) }

    /// A line without what ends it.
    static func text(_ line: [UInt8]) -> String { String(decoding: line.dropLast(), as: UTF8.self) }
}
