/// Bytes as hexadecimal digits, two for each.
package enum HexDigits {
    /// - Parameter uppercase: whether letters are capitals.
    package static func text(of bytes: some Sequence<UInt8>, uppercase: Bool = false) -> String {
        var text = ""
        for byte in bytes {
            text += (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: uppercase)
        }
        return text
    }
}
