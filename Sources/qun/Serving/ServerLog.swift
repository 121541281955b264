import Foundation
import Logging

/// Where the log goes: lines for people on a terminal, JSON elsewhere; always standard error.
enum ServerLog {
    /// Sets the log up, once in the life of the process.
    ///
    /// - Throws: ``ConfigurationError`` for a level that does not exist.
    static func bootstrap(level name: String) throws -> Logger {
        guard let level = Logger.Level(rawValue: name) else {
            let names = Logger.Level.allCases.map(\.rawValue).joined(separator: ", ")
            throw ConfigurationError("logLevel is \"\(name)\", but must be one of \(names)")
        }
        let isTerminal = isatty(STDERR_FILENO) == 1
        LoggingSystem.bootstrap { label in
            var handler: any LogHandler =
                isTerminal ? StreamLogHandler.standardError(label: label) : JSONLogHandler(label: label)
            handler.logLevel = level
            return handler
        }
        return Logger(label: "qun")
    }
}
