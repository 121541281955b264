/// Base64 with a choice of the three characters that differ between its variants.
struct Base64: Sendable {
    /// The alphabet of RFC 4648, section 4.
    static let standard = Base64(plus: "+", slash: "/", padding: "=")
    /// The alphabet of a packed UserSig.
    ///
    /// `-` stands for `/` here, so this is not base64url.
    static let userSig = Base64(plus: "*", slash: "-", padding: "_")

    private let characters: [UInt8]
    /// The six bits of each character; 255 for a byte outside the alphabet.
    private let values: [UInt8]
    private let padding: UInt8

    private init(plus: Unicode.Scalar, slash: Unicode.Scalar, padding: Unicode.Scalar) {
        let common = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
        let characters = Array(common.utf8) + [UInt8(ascii: plus), UInt8(ascii: slash)]
        var values = [UInt8](repeating: 255, count: 256)
        for (value, character) in characters.enumerated() {
            values[Int(character)] = UInt8(value)
        }
        self.characters = characters
        self.values = values
        self.padding = UInt8(ascii: padding)
    }

    /// The text of some bytes, padded.
    func encode(_ bytes: some Collection<UInt8>) -> String {
        var text: [UInt8] = []
        text.reserveCapacity((bytes.count + 2) / 3 * 4)
        var bits: UInt32 = 0
        var bitCount: UInt32 = 0
        for byte in bytes {
            bits = bits << 8 | UInt32(byte)
            bitCount += 8
            while bitCount >= 6 {
                bitCount -= 6
                text.append(characters[Int(bits >> bitCount & 0x3F)])
            }
        }
        if bitCount > 0 {
            text.append(characters[Int(bits << (6 - bitCount) & 0x3F)])
        }
        while !text.count.isMultiple(of: 4) {
            text.append(padding)
        }
        return String(decoding: text, as: UTF8.self)
    }

    /// The bytes of a text, or `nil` when it is not base64.
    ///
    /// Padding may be missing, wholly or in part. Characters outside the alphabet are refused, and so are unused
    /// bits that are not zero: no two texts of equal length decode to the same bytes.
    func decode(_ text: UnsafeBufferPointer<UInt8>) -> [UInt8]? {
        var content = text[...]
        while content.count > 0, content.last == padding {
            content.removeLast()
        }
        let expectedPadding = (4 - content.count % 4) % 4
        guard expectedPadding < 3, text.count - content.count <= expectedPadding else {
            return nil
        }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(content.count / 4 * 3 + 2)
        var bits: UInt32 = 0
        var bitCount: UInt32 = 0
        for character in content {
            let value = values[Int(character)]
            guard value != 255 else {
                return nil
            }
            bits = bits << 6 | UInt32(value)
            bitCount += 6
            if bitCount >= 8 {
                bitCount -= 8
                bytes.append(UInt8(truncatingIfNeeded: bits >> bitCount))
            }
        }
        guard bits & (1 << bitCount - 1) == 0 else {
            return nil
        }
        return bytes
    }
}
