/// Parses one JSON text, strictly by RFC 8259.
///
/// - Limits: nesting of ``maximumDepth``. The size of the text is the caller's matter.
/// - Errors: a ``JSONSyntaxError`` for anything that is not JSON, for invalid UTF-8 and for lone surrogates.
package struct JSONParser {
    /// How deep arrays and objects may nest; the outermost one is level 1.
    package static let maximumDepth = 32

    private let text: UnsafeBufferPointer<UInt8>
    private var position = 0

    /// Parses a whole text.
    ///
    /// White space around the value and a leading byte order mark are accepted.
    package static func parse(_ bytes: some Sequence<UInt8>) throws(JSONSyntaxError) -> JSONValue {
        let bytes = ContiguousArray(bytes)
        return try bytes.withUnsafeBufferPointer { (text) throws(JSONSyntaxError) in
            var parser = JSONParser(text: text)
            return try parser.wholeText()
        }
    }

    private init(text: UnsafeBufferPointer<UInt8>) {
        self.text = text
    }

    private mutating func wholeText() throws(JSONSyntaxError) -> JSONValue {
        if text.starts(with: [0xEF, 0xBB, 0xBF]) {
            position = 3
        }
        skipWhitespace()
        let value = try value(depth: 1)
        skipWhitespace()
        guard position == text.count else {
            throw error("text after the end of the JSON value")
        }
        return value
    }

    private mutating func value(depth: Int) throws(JSONSyntaxError) -> JSONValue {
        guard let byte = peek() else {
            throw error("the text ends where a value is expected")
        }
        switch byte {
        case UInt8(ascii: "{"):
            return .object(try object(depth: depth))
        case UInt8(ascii: "["):
            return .array(try array(depth: depth))
        case UInt8(ascii: "\""):
            return .string(try string())
        case UInt8(ascii: "t"):
            try literal("true")
            return .bool(true)
        case UInt8(ascii: "f"):
            try literal("false")
            return .bool(false)
        case UInt8(ascii: "n"):
            try literal("null")
            return .null
        default:
            return try number()
        }
    }

    // MARK: Containers

    private mutating func object(depth: Int) throws(JSONSyntaxError) -> JSONObject {
        try checkDepth(depth)
        position += 1
        var object = JSONObject()
        skipWhitespace()
        if take(UInt8(ascii: "}")) {
            return object
        }
        while true {
            skipWhitespace()
            guard peek() == UInt8(ascii: "\"") else {
                throw error("a member name is expected")
            }
            let key = try string()
            skipWhitespace()
            guard take(UInt8(ascii: ":")) else {
                throw error("a colon is expected")
            }
            skipWhitespace()
            object.append(key: key, value: try value(depth: depth + 1))
            skipWhitespace()
            if take(UInt8(ascii: "}")) {
                return object
            }
            guard take(UInt8(ascii: ",")) else {
                throw error("a comma or a closing brace is expected")
            }
        }
    }

    private mutating func array(depth: Int) throws(JSONSyntaxError) -> [JSONValue] {
        try checkDepth(depth)
        position += 1
        var elements: [JSONValue] = []
        skipWhitespace()
        if take(UInt8(ascii: "]")) {
            return elements
        }
        while true {
            skipWhitespace()
            elements.append(try value(depth: depth + 1))
            skipWhitespace()
            if take(UInt8(ascii: "]")) {
                return elements
            }
            guard take(UInt8(ascii: ",")) else {
                throw error("a comma or a closing bracket is expected")
            }
        }
    }

    private func checkDepth(_ depth: Int) throws(JSONSyntaxError) {
        guard depth <= Self.maximumDepth else {
            throw error("nested deeper than \(Self.maximumDepth) levels")
        }
    }

    // MARK: Strings

    private mutating func string() throws(JSONSyntaxError) -> String {
        position += 1
        let start = position
        while let byte = peek() {
            switch byte {
            case UInt8(ascii: "\""):
                let content = UnsafeBufferPointer(rebasing: text[start..<position])
                position += 1
                return try decode(content)
            case UInt8(ascii: "\\"):
                return try escapedString(from: start)
            case 0..<0x20:
                throw error("a control character stands unescaped in a string")
            default:
                position += 1
            }
        }
        throw error("a string is not closed")
    }

    /// Goes on with a string whose first escape is at the current position.
    private mutating func escapedString(from start: Int) throws(JSONSyntaxError) -> String {
        var content = ContiguousArray(text[start..<position])
        while let byte = peek() {
            switch byte {
            case UInt8(ascii: "\""):
                position += 1
                return try content.withUnsafeBufferPointer { (bytes) throws(JSONSyntaxError) in try decode(bytes) }
            case UInt8(ascii: "\\"):
                position += 1
                let scalar = try escape()
                content.append(contentsOf: String(Character(scalar)).utf8)
            case 0..<0x20:
                throw error("a control character stands unescaped in a string")
            default:
                content.append(byte)
                position += 1
            }
        }
        throw error("a string is not closed")
    }

    private mutating func escape() throws(JSONSyntaxError) -> Unicode.Scalar {
        guard let byte = peek() else {
            throw error("a string is not closed")
        }
        position += 1
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return Unicode.Scalar(byte)
        case UInt8(ascii: "b"): return "\u{08}"
        case UInt8(ascii: "f"): return "\u{0C}"
        case UInt8(ascii: "n"): return "\n"
        case UInt8(ascii: "r"): return "\r"
        case UInt8(ascii: "t"): return "\t"
        case UInt8(ascii: "u"): return try unicodeEscape()
        default: throw error("an unknown escape stands in a string")
        }
    }

    private mutating func unicodeEscape() throws(JSONSyntaxError) -> Unicode.Scalar {
        let first = try hexUnit()
        if let scalar = Unicode.Scalar(first) {
            return scalar
        }
        guard UTF16.isLeadSurrogate(first), take(UInt8(ascii: "\\")), take(UInt8(ascii: "u")) else {
            throw error("a surrogate stands alone in a string")
        }
        let second = try hexUnit()
        guard UTF16.isTrailSurrogate(second) else {
            throw error("a surrogate stands alone in a string")
        }
        return UTF16.decode(UTF16.EncodedScalar([first, second]))
    }

    private mutating func hexUnit() throws(JSONSyntaxError) -> UInt16 {
        var unit: UInt16 = 0
        for _ in 0..<4 {
            guard let byte = peek(), let digit = Character(Unicode.Scalar(byte)).hexDigitValue else {
                throw error("four hexadecimal digits are expected after \\u")
            }
            unit = unit << 4 | UInt16(digit)
            position += 1
        }
        return unit
    }

    private func decode(_ content: UnsafeBufferPointer<UInt8>) throws(JSONSyntaxError) -> String {
        guard let string = String(validating: content, as: UTF8.self) else {
            throw error("a string is not valid UTF-8")
        }
        return string
    }

    // MARK: Numbers and literals

    private mutating func number() throws(JSONSyntaxError) -> JSONValue {
        let start = position
        _ = take(UInt8(ascii: "-"))
        if !take(UInt8(ascii: "0")) {
            try digits()
        }
        var isInteger = true
        if take(UInt8(ascii: ".")) {
            isInteger = false
            try digits()
        }
        if take(UInt8(ascii: "e")) || take(UInt8(ascii: "E")) {
            isInteger = false
            _ = take(UInt8(ascii: "+")) || take(UInt8(ascii: "-"))
            try digits()
        }
        let literal = String(decoding: text[start..<position], as: UTF8.self)
        // no integer tells negative zero from zero
        if isInteger, literal != "-0", let value = Int64(literal) {
            return .integer(value)
        }
        guard let value = Double(literal) else {
            throw error("a number cannot be read")
        }
        return .decimal(value, literal: literal)
    }

    private mutating func digits() throws(JSONSyntaxError) {
        let start = position
        while let byte = peek(), (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) {
            position += 1
        }
        guard position > start else {
            throw error("a value is expected")
        }
    }

    private mutating func literal(_ word: StaticString) throws(JSONSyntaxError) {
        for index in 0..<word.utf8CodeUnitCount {
            guard take(word.utf8Start[index]) else {
                throw error("a value is expected")
            }
        }
    }

    // MARK: Bytes

    private func peek() -> UInt8? {
        position < text.count ? text[position] : nil
    }

    private mutating func take(_ byte: UInt8) -> Bool {
        guard peek() == byte else {
            return false
        }
        position += 1
        return true
    }

    private mutating func skipWhitespace() {
        while let byte = peek(), byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 {
            position += 1
        }
    }

    private func error(_ reason: String) -> JSONSyntaxError {
        JSONSyntaxError(reason: reason, offset: position)
    }
}

/// Why a text is not JSON.
package struct JSONSyntaxError: Error, Equatable {
    /// The reason in words.
    package let reason: String
    /// The byte at which the parser stopped, counted from 0.
    package let offset: Int
}
