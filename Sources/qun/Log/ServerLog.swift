import Foundation
import Gateway
import Logging

/// The log of the process, always on standard error.
struct ServerLog: Sendable {
    let logger: Logger
    /// Takes the lines about calls.
    let calls: any CallLog
    private let format: LogLine.Format
    private let recentErrors: RecentErrors
    private let writer: LineWriter

    private static let label = "qun"
    /// How long the end of the process waits for a reader of the last lines.
    private static let flushTimeout = DispatchTimeInterval.seconds(1)

    /// Sets the log up, once in the life of the process.
    static func bootstrap(
        level: Logger.Level, format: LogFormat = .auto,
        environment: [String: String] = ProcessInfo.processInfo.environment
    ) -> ServerLog {
        let format = LogLine.Format(format, to: .error, environment: environment)
        let writer = LineWriter(to: StandardStream.error.rawValue) { count in
            LogLine(
                time: .now, level: .warning, logger: label,
                message: "lines of the log were dropped, because they were not read in time",
                fields: ["lines": .stringConvertible(count)]
            ).bytes(as: format)
        }
        writer.start()
        let recentErrors = RecentErrors()
        LoggingSystem.bootstrap { label in
            var handler = LineLogHandler(label: label, format: format, recentErrors: recentErrors) { writer.add($0) }
            handler.logLevel = level
            return handler
        }
        let calls = LineCallLog(level: level, label: label, format: format, recentErrors: recentErrors) {
            writer.add($0)
        }
        return ServerLog(
            logger: Logger(label: label), calls: calls, format: format, recentErrors: recentErrors, writer: writer)
    }

    /// Writes a report, whatever the least level of lines is, with the last errors that the log had.
    func write(_ report: StateReport) {
        var report = report
        let errors = recentErrors.lines
        report.add(
            "last errors", errors.isEmpty ? "none" : errors.map { "\n    " + $0 }.joined(),
            ["last_errors": .array(errors.map { .string($0) })])
        let isForPeople = format.kind == .text
        let line = LogLine(
            time: .now, level: .notice, logger: Self.label, message: StateReport.message,
            fields: isForPeople ? [:] : report.fields
        ).bytes(as: format)
        let rows = report.rows.map { "  \($0.name.padding(toLength: 13, withPad: " ", startingAt: 0))\($0.words)\n" }
        writer.add(isForPeople ? line + Array(rows.joined().utf8) : line)
    }

    /// Waits until what was logged is written, but no longer than a second.
    func flush() {
        writer.flush(within: Self.flushTimeout)
    }
}
