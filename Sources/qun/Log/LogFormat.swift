/// How the log looks; a raw value is the name in the configuration.
enum LogFormat: String, CaseIterable, Sendable {
    /// For people on a terminal, for programs elsewhere.
    case auto
    case text
    case json
}

extension LogLine.Format {
    /// - Parameters:
    ///   - format: what is wanted.
    ///   - stream: where the lines go.
    ///   - environment: `NO_COLOR`, `TERM` and `JOURNAL_STREAM` count.
    init(_ format: LogFormat, to stream: StandardStream, environment: [String: String]) {
        self.init(format, isTerminal: stream.isTerminal, identity: stream.identity, environment: environment)
    }

    /// - Parameters:
    ///   - isTerminal: whether the lines go to a terminal.
    ///   - identity: of the file that they go to, as `JOURNAL_STREAM` has it.
    init(_ format: LogFormat, isTerminal: Bool, identity: String?, environment: [String: String]) {
        switch format {
        case .auto: kind = isTerminal ? .text : .json
        case .text: kind = .text
        case .json: kind = .json
        }
        let hasColors = !["", "dumb"].contains(environment["TERM"] ?? "")
        isColored = kind == .text && isTerminal && hasColors && environment["NO_COLOR", default: ""].isEmpty
        hasPriority = identity != nil && environment["JOURNAL_STREAM"] == identity
    }
}
