import Logging

/// Where the log goes: lines for people on a terminal, JSON elsewhere; always standard error.
enum ServerLog {
    /// Sets the log up, once in the life of the process.
    static func bootstrap(level: Logger.Level) -> Logger {
        let format: LogLine.Format = StandardStream.error.isTerminal ? .text : .json
        LoggingSystem.bootstrap { label in
            var handler = LineLogHandler(label: label, format: format)
            handler.logLevel = level
            return handler
        }
        return Logger(label: "qun")
    }
}
