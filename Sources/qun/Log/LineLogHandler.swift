import Logging

/// Makes each log event one line.
struct LineLogHandler: LogHandler {
    var logLevel: Logger.Level = .info
    var metadata: Logger.Metadata = [:]
    private let label: String
    private let format: LogLine.Format
    private let write: @Sendable (_ line: [UInt8]) -> Void

    /// - Parameter write: takes each line.
    init(label: String, format: LogLine.Format, write: @escaping @Sendable (_ line: [UInt8]) -> Void) {
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
    }
}
