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
        var writer = JSONWriter()
        writer.beginObject()
        writer.field("time", Self.timestamp(Date()))
        writer.field("level", event.level.rawValue)
        writer.field("logger", label)
        writer.field("message", event.message.description)
        let all = metadata.merging(event.metadata ?? [:]) { _, ofEvent in ofEvent }
        Self.write(all, to: &writer)
        writer.endObject()
        FileHandle.standardError.write(Data(writer.bytes + [UInt8(ascii: "\n")]))
    }

    private static func timestamp(_ date: Date) -> String {
        date.formatted(Date.ISO8601FormatStyle(includingFractionalSeconds: true))
    }

    private static func write(_ metadata: Logger.Metadata, to writer: inout JSONWriter) {
        for (key, value) in metadata.sorted(by: { $0.key < $1.key }) {
            writer.string(key)
            writer.raw(":")
            write(value, to: &writer)
        }
    }

    private static func write(_ value: Logger.Metadata.Value, to writer: inout JSONWriter) {
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
                write(value, to: &writer)
            }
            writer.endArray()
        case .dictionary(let values):
            writer.beginObject()
            write(values, to: &writer)
            writer.endObject()
        }
    }
}
