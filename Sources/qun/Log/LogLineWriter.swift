import Logging
import Wire

/// Writes one line of the log, from its head on field by field.
///
/// Its texts come from clients too, so that whatever a terminal would obey or hide is escaped in all of them.
struct LogLineWriter {
    private let format: LogLine.Format
    private var writer = JSONWriter(capacity: 512)

    init(_ format: LogLine.Format, time: LogTimestamp, level: Logger.Level, logger: String, message: String) {
        self.format = format
        switch format {
        case .json:
            writer.raw(#"{"time":""#)
            time.write(to: &writer)
            writer.raw(#"","level":""#)
            writer.raw(plain: level.rawValue)
            writer.raw(#"","logger":""#)
            writer.visible(logger)
            writer.raw(#"","message":""#)
            writer.visible(message)
            writer.raw("\"")
        case .text:
            time.write(to: &writer)
            writer.raw(" ")
            writer.raw(plain: level.rawValue)
            writer.raw(" ")
            writer.visible(message)
        }
    }

    /// Ends the line with a line feed, and yields it.
    consuming func end() -> [UInt8] {
        switch format {
        case .json: writer.raw("}\n")
        case .text: writer.raw("\n")
        }
        return writer.bytes
    }

    // MARK: Fields

    mutating func field(_ name: StaticString, _ number: Int64) {
        begin(name)
        writer.decimal(number)
    }

    mutating func field(_ name: StaticString, _ text: String) {
        begin(name)
        write(text)
    }

    mutating func field(_ name: StaticString, _ command: CommandName) {
        begin(name)
        quote()
        writer.raw(plain: command.service.rawValue)
        writer.raw("/")
        writer.raw(plain: command.command)
        quote()
    }

    mutating func field(_ name: String, _ value: Logger.Metadata.Value) {
        switch format {
        case .json:
            writer.raw(",\"")
            writer.visible(name)
            writer.raw("\":")
        case .text:
            writer.raw(" ")
            writer.visible(name)
            writer.raw("=")
        }
        switch value {
        case .string(let text):
            write(text)
        case .stringConvertible, .array, .dictionary:
            // behind the equals sign of a line for people too, which asks for no comma
            var json = JSONWriter()
            Self.write(value, to: &json)
            writer.raw(bytes: json.bytes)
        }
    }

    /// - Parameter name: a word of ASCII.
    private mutating func begin(_ name: StaticString) {
        switch format {
        case .json:
            writer.raw(",\"")
            writer.raw(name)
            writer.raw("\":")
        case .text:
            writer.raw(" ")
            writer.raw(name)
            writer.raw("=")
        }
    }

    /// Writes a quote, which a word needs in a line for programs only.
    private mutating func quote() {
        switch format {
        case .json: writer.raw("\"")
        case .text: break
        }
    }

    /// Writes a text; in a line for people a word as it is, and everything else as JSON.
    private mutating func write(_ text: String) {
        switch format {
        case .text where Self.isWord(text):
            writer.raw(plain: text)
        case .json, .text:
            writer.raw("\"")
            writer.visible(text)
            writer.raw("\"")
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
            writer.array(of: values) { write($1, to: &$0) }
        case .dictionary(let values):
            writer.beginObject()
            for (name, value) in values.sorted(by: { $0.key < $1.key }) {
                writer.visibleString(name)
                writer.raw(":")
                write(value, to: &writer)
            }
            writer.endObject()
        }
    }

    /// Whether a text is of visible ASCII, without spaces and quotes.
    private static func isWord(_ text: String) -> Bool {
        !text.isEmpty && text.utf8.allSatisfy { (0x21...0x7E).contains($0) && $0 != 0x22 && $0 != 0x5C }
    }
}
