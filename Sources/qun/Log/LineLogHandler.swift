import Logging

/// Makes each log event one line.
struct LineLogHandler: LogHandler {
    var logLevel: Logger.Level = .info
    var metadata: Logger.Metadata = [:]
    private let label: String
    private let format: LogLine.Format
    private let recentErrors: RecentErrors?
    private let write: @Sendable (_ line: [UInt8]) -> Void

    /// - Parameters:
    ///   - recentErrors: keeps those that tell of errors.
    ///   - write: takes each line.
    init(
        label: String, format: LogLine.Format, recentErrors: RecentErrors? = nil,
        write: @escaping @Sendable (_ line: [UInt8]) -> Void
    ) {
        self.recentErrors = recentErrors
        self.label = label
        self.format = format
        self.write = write
    }

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        let ofEvent = event.metadata ?? [:]
        var fields = metadata.isEmpty ? ofEvent : metadata.merging(ofEvent) { _, ofEvent in ofEvent }
        if let error = event.error {
            fields["error"] = "\(error)"
        }
        let line = LogLine(
            time: .now, level: event.level, logger: label,
            message: event.message.description, fields: fields)
        write(line.bytes(as: format))
        if event.level >= .error {
            recentErrors?.add(line.text)
        }
    }
}
