import Gateway
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
        if format.hasPriority {
            writer.raw(level.priority)
        }
        switch format.kind {
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
            color(.dim)
            time.write(to: &writer)
            color(.none)
            writer.raw(" ")
            color(level.color)
            column(level.rawValue, width: Self.levelWidth)
            color(.none)
            writer.raw(" ")
            writer.visible(message)
        }
    }

    /// Ends the line with a line feed, and yields it.
    consuming func end() -> [UInt8] {
        switch format.kind {
        case .json: writer.raw("}\n")
        case .text: writer.raw("\n")
        }
        return writer.bytes
    }

    // MARK: For people

    /// Letters of the longest level.
    private static let levelWidth = 8

    /// Writes the codes that a terminal takes for another colour, where there are colours.
    mutating func color(_ color: TerminalColor) {
        if format.isColored {
            writer.raw(color.code)
        }
    }

    /// Writes a text of a column, with spaces behind it, or before it, up to its width.
    ///
    /// - Parameter text: of any characters.
    mutating func column(_ text: String, width: Int, isRight: Bool = false) {
        let spaces = max(0, width - text.count)
        if isRight {
            pad(spaces)
        }
        writer.visible(text)
        if !isRight {
            pad(spaces)
        }
    }

    /// Writes a text as it is, but for what a terminal would obey or hide.
    mutating func words(_ text: String) {
        writer.visible(text)
    }

    private mutating func pad(_ count: Int) {
        for _ in 0..<count {
            writer.raw(" ")
        }
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

    mutating func field(_ name: StaticString, _ id: RequestID) {
        begin(name)
        quote()
        id.write(to: &writer)
        quote()
    }

    mutating func field(_ name: String, _ value: Logger.Metadata.Value) {
        switch format.kind {
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
        switch format.kind {
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
        switch format.kind {
        case .json: writer.raw("\"")
        case .text: break
        }
    }

    /// Writes a text; in a line for people a word as it is, and everything else as JSON.
    private mutating func write(_ text: String) {
        switch format.kind {
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
