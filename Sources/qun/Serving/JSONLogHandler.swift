import Foundation
import Logging
import Wire

/// Writes each log event as one line of JSON on standard error.
struct JSONLogHandler: LogHandler {
    var logLevel: Logger.Level = .info
    var metadata: Logger.Metadata = [:]
    private let label: String

    init(label: String) {
        self.label = label
    }

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        var writer = JSONWriter(capacity: 512)
        writer.beginObject()
        writer.raw(#""time":""#)
        LogTimestamp(secondsSince1970: Date().timeIntervalSince1970).write(to: &writer)
        writer.raw("\"")
        writer.field("level", event.level.rawValue)
        writer.field("logger", label)
        writer.field("message", event.message.description)
        let ofEvent = event.metadata ?? [:]
        Self.append(metadata.isEmpty ? ofEvent : metadata.merging(ofEvent) { _, ofEvent in ofEvent }, to: &writer)
        writer.endObject()
        writer.raw("\n")
        Self.writeToStandardError(writer.bytes)
    }

    /// Writes a line, in one piece where the system lets it.
    private static func writeToStandardError(_ line: [UInt8]) {
        var rest = line[...]
        while !rest.isEmpty {
            let written = rest.withUnsafeBytes { write(STDERR_FILENO, $0.baseAddress, $0.count) }
            guard written > 0 || errno == EINTR else {
                // nobody is left who could be told
                return
            }
            rest = rest.dropFirst(max(0, written))
        }
    }

    private static func append(_ metadata: Logger.Metadata, to writer: inout JSONWriter) {
        for (key, value) in metadata.sorted(by: { $0.key < $1.key }) {
            writer.string(key)
            writer.raw(":")
            append(value, to: &writer)
        }
    }

    private static func append(_ value: Logger.Metadata.Value, to writer: inout JSONWriter) {
        switch value {
        case .string(let text):
            writer.string(text)
        case .stringConvertible(let number as any FixedWidthInteger):
            writer.integer(number)
        case .stringConvertible(let other):
            writer.string(other.description)
        case .array(let values):
            writer.beginArray()
            for value in values {
                append(value, to: &writer)
            }
            writer.endArray()
        case .dictionary(let values):
            writer.beginObject()
            append(values, to: &writer)
            writer.endObject()
        }
    }
}
