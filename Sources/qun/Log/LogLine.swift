import Logging
import Wire

/// One line of the log.
///
/// Its texts come from clients too, so that whatever a terminal would obey or hide is escaped in all of them.
struct LogLine {
    enum Format {
        /// An object, for programs.
        case json
        /// `time level message key=value …`, for people.
        case text
    }

    let time: LogTimestamp
    let level: Logger.Level
    /// The label of the logger.
    let logger: String
    let message: String
    let fields: Logger.Metadata

    /// The line, with the line feed at its end.
    func bytes(as format: Format) -> [UInt8] {
        var writer = JSONWriter(capacity: 512)
        switch format {
        case .json: writeJSON(to: &writer)
        case .text: writeText(to: &writer)
        }
        writer.raw("\n")
        return writer.bytes
    }

    // MARK: JSON

    private func writeJSON(to writer: inout JSONWriter) {
        writer.beginObject()
        writer.raw(#""time":""#)
        time.write(to: &writer)
        writer.raw("\"")
        writer.field("level", level.rawValue)
        writer.key("logger")
        writer.visibleString(logger)
        writer.key("message")
        writer.visibleString(message)
        Self.write(fields, to: &writer)
        writer.endObject()
    }

    private static func write(_ fields: Logger.Metadata, to writer: inout JSONWriter) {
        for (key, value) in fields.sorted(by: { $0.key < $1.key }) {
            writer.visibleString(key)
            writer.raw(":")
            write(value, to: &writer)
        }
    }

    private static func write(_ value: Logger.Metadata.Value, to writer: inout JSONWriter) {
        switch value {
        case .string(let text):
            writer.visibleString(text)
        case .stringConvertible(let number as any FixedWidthInteger):
            writer.integer(number)
        case .stringConvertible(let other):
            writer.visibleString(other.description)
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

    // MARK: Text

    private func writeText(to writer: inout JSONWriter) {
        time.write(to: &writer)
        writer.raw(" ")
        writer.raw(plain: level.rawValue)
        writer.raw(" ")
        writer.visible(message)
        for (key, value) in fields.sorted(by: { $0.key < $1.key }) {
            writer.raw(" ")
            writer.visible(key)
            writer.raw("=")
            Self.writeValue(value, to: &writer)
        }
    }

    /// Writes a word as it is, and everything else as JSON.
    private static func writeValue(_ value: Logger.Metadata.Value, to writer: inout JSONWriter) {
        switch value {
        case .string(let text) where isWord(text):
            writer.raw(plain: text)
        case .string, .stringConvertible, .array, .dictionary:
            var json = JSONWriter()
            write(value, to: &json)
            writer.raw(bytes: json.bytes)
        }
    }

    /// Whether a text is of visible ASCII, without spaces and quotes.
    private static func isWord(_ text: String) -> Bool {
        !text.isEmpty && text.utf8.allSatisfy { (0x21...0x7E).contains($0) && $0 != 0x22 && $0 != 0x5C }
    }
}
