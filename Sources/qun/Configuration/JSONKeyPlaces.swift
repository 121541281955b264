import Wire

/// Where the keys of a JSON text stand.
struct JSONKeyPlaces {
    /// A place in a text, as editors count: both from 1, columns in characters.
    struct Place: CustomStringConvertible {
        let line: Int
        let column: Int

        init(of offset: Int, in text: some Collection<UInt8>) {
            let before = text.prefix(offset)
            line = before.count { $0 == UInt8(ascii: "\n") } + 1
            let start = before.reversed().prefix { $0 != UInt8(ascii: "\n") }
            column = String(decoding: start.reversed(), as: UTF8.self).count + 1
        }

        var description: String { "line \(line), column \(column)" }
    }

    private let text: [UInt8]
    private var offsets: [[String]: Int] = [:]

    /// - Parameter text: what has been parsed as JSON already; keys of objects within arrays do not count.
    init(of text: [UInt8]) {
        self.text = text
        // the present key of each object around, nil for an array
        var path: [String?] = []
        var position = 0
        while position < text.count {
            switch text[position] {
            case UInt8(ascii: "{"): path.append("")
            case UInt8(ascii: "["): path.append(nil)
            case UInt8(ascii: "}"), UInt8(ascii: "]"): _ = path.popLast()
            case UInt8(ascii: "\""):
                let start = position
                position = Self.end(ofStringAt: start, in: text)
                if Self.isKey(before: position + 1, in: text), !path.isEmpty {
                    path[path.count - 1] = Self.string(in: text[start...min(position, text.count - 1)])
                    let whole = path.compactMap(\.self)
                    if whole.count == path.count {
                        offsets[whole] = start
                    }
                }
            default: break
            }
            position += 1
        }
    }

    /// Where a key stands; the last time where it is given twice, `nil` where it is not.
    subscript(path: [String]) -> Place? {
        offsets[path].map { Place(of: $0, in: text) }
    }

    /// The offset of the quotation mark that ends a string.
    private static func end(ofStringAt start: Int, in text: [UInt8]) -> Int {
        var position = start + 1
        while position < text.count, text[position] != UInt8(ascii: "\"") {
            position += text[position] == UInt8(ascii: "\\") ? 2 : 1
        }
        return position
    }

    /// Whether a colon follows, which makes a key of the string before it.
    private static func isKey(before end: Int, in text: [UInt8]) -> Bool {
        text.dropFirst(end).first { ![0x20, 0x09, 0x0A, 0x0D].contains($0) } == UInt8(ascii: ":")
    }

    private static func string(in literal: ArraySlice<UInt8>) -> String? {
        guard case .string(let key)? = try? JSONParser.parse(literal) else {
            return nil
        }
        return key
    }
}
