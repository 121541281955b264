import Wire

/// The head of a request as almost all clients of this API send it.
///
/// That is `POST` of a path, HTTP/1.1, on a connection that stays open, with a body whose length is given or none, in
/// ASCII but for the target, within all limits. Anything else is not refused but left to SwiftNIO's decoder, so this
/// one knows no errors and takes nothing that the decoder would read otherwise.
struct PlainHead {
    /// Where the request target stands.
    private(set) var target = 0..<0
    /// Whether bytes of the target have to be percent-encoded.
    private(set) var hasRawTarget = false
    /// Bytes of the body.
    private(set) var contentLength = 0
    /// Where the value of the header `traceparent` stands; empty without one.
    private(set) var traceParent = 0..<0
    /// Bytes of the head, with the empty line at its end.
    private(set) var byteCount = 0

    /// - Returns: `nil` when the bytes do not begin with a whole head of this kind.
    init?(_ bytes: UnsafeRawBufferPointer, limits: GatewayLimits) {
        var cursor = Cursor(bytes: bytes)
        guard cursor.take("POST "), cursor.peek() == UInt8(ascii: "/") else {
            return nil
        }
        target = cursor.takePrintable(from: UInt8(ascii: "!"))
        while let byte = cursor.peek(), byte >= 0x80 {
            hasRawTarget = true
            target = target.lowerBound..<cursor.takeRawBytes(from: UInt8(ascii: "!")).upperBound
        }
        guard cursor.take(" HTTP/1.1\r\n"), takeFields(&cursor, limits) else {
            return nil
        }
        byteCount = cursor.position
        guard byteCount <= limits.maximumHeaderBytes else {
            return nil
        }
    }

    /// Takes the header fields and the empty line behind them.
    private mutating func takeFields(_ cursor: inout Cursor, _ limits: GatewayLimits) -> Bool {
        var count = 0
        var hasLength = false
        while !cursor.take("\r\n") {
            let name = cursor.takeName()
            guard !name.isEmpty, cursor.take(":") else {
                return false
            }
            cursor.skipSpaces()
            let value = cursor.takePrintable(from: UInt8(ascii: " "))
            count += 1
            guard cursor.take("\r\n"), count <= limits.maximumHeaderCount else {
                return false
            }
            switch name.count {
            case 6 where cursor.isSame(name, "expect"), 7 where cursor.isSame(name, "upgrade"),
                16 where cursor.isSame(name, "proxy-connection"), 17 where cursor.isSame(name, "transfer-encoding"):
                return false
            case 10 where cursor.isSame(name, "connection"):
                guard cursor.isSame(value, "keep-alive") else {
                    return false
                }
            case 11 where cursor.isSame(name, "traceparent"):
                traceParent = value
            case 14 where cursor.isSame(name, "content-length"):
                guard !hasLength, let length = cursor.integer(value) else {
                    return false
                }
                hasLength = true
                contentLength = length
            default:
                break
            }
        }
        return true
    }
}

/// A place in bytes that moves forward.
private struct Cursor {
    let bytes: UnsafeRawBufferPointer
    private(set) var position = 0

    init(bytes: UnsafeRawBufferPointer) {
        self.bytes = bytes
    }

    func peek() -> UInt8? {
        position < bytes.count ? bytes[position] : nil
    }

    /// Takes a text, if it comes next.
    mutating func take(_ text: StaticString) -> Bool {
        let end = position + text.utf8CodeUnitCount
        guard end <= bytes.count, bytes[position..<end].isSpelled(text) else {
            return false
        }
        position = end
        return true
    }

    mutating func skipSpaces() {
        while peek() == UInt8(ascii: " ") {
            position += 1
        }
    }

    /// Takes letters, digits and hyphens, as many as come.
    mutating func takeName() -> Range<Int> {
        let start = position
        while let byte = peek() {
            switch byte {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D: position += 1
            default: return start..<position
            }
        }
        return start..<position
    }

    /// Takes bytes from the least one to `~`, as many as come, in words of eight.
    mutating func takePrintable(from least: UInt8) -> Range<Int> {
        let start = position
        let ones: UInt64 = 0x0101_0101_0101_0101
        while position + 8 <= bytes.count {
            let word = UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: position, as: UInt64.self))
            // The lowest byte whose highest bit is set is the first that is less, 0x7F, or no ASCII.
            let others = ((word &- ones &* UInt64(least)) | (word &+ ones) | word) & (ones << 7)
            guard others == 0 else {
                position += others.trailingZeroBitCount / 8
                return start..<position
            }
            position += 8
        }
        while let byte = peek(), (least...0x7E).contains(byte) {
            position += 1
        }
        return start..<position
    }

    /// Takes bytes that are no ASCII, as many as come, and what ``takePrintable(from:)`` takes behind them.
    mutating func takeRawBytes(from least: UInt8) -> Range<Int> {
        let start = position
        while let byte = peek(), byte >= 0x80 {
            position += 1
        }
        return start..<takePrintable(from: least).upperBound
    }

    /// Compares bytes with a text, without regard to the case of ASCII letters.
    func isSame(_ range: Range<Int>, _ lowercased: StaticString) -> Bool {
        bytes[range].isSpelled(lowercased, inAnyCase: true)
    }

    /// The integer that up to nine digits give.
    func integer(_ range: Range<Int>) -> Int? {
        guard (1...9).contains(range.count) else {
            return nil
        }
        var value = 0
        for byte in bytes[range] {
            guard (0x30...0x39).contains(byte) else {
                return nil
            }
            value = value * 10 + Int(byte - 0x30)
        }
        return value
    }
}
