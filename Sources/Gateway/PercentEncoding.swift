/// Writes the bytes of a URL that nobody has percent-encoded.
///
/// Clients that paste an `identifier` into the URL as it is send UTF-8. A URL is ASCII, and SwiftNIO's decoder takes
/// nothing else.
enum PercentEncoding {
    private static let digits = Array("0123456789ABCDEF".utf8)

    /// The bytes with `%XX` in place of each that is no ASCII.
    static func encode(_ bytes: some Sequence<UInt8>) -> [UInt8] {
        var encoded: [UInt8] = []
        for byte in bytes {
            if byte < 0x80 {
                encoded.append(byte)
            } else {
                encoded += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 0xF)]]
            }
        }
        return encoded
    }
}
