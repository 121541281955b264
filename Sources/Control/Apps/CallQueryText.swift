import Wire

/// The query of a call's URL, as text.
enum CallQueryText {
    /// One that a client may send as it is.
    static func query(app: SDKAppID, identifier: Account, signature: Secret) -> String {
        "sdkappid=\(app.number)&identifier=\(encoded(identifier.text))&usersig=\(signature.revealed)&random=1"
            + "&contenttype=json"
    }

    /// The signature in what somebody has copied: a UserSig, a query, a URL, or a line that holds one.
    static func signature(in text: String) -> Secret {
        guard let start = text.firstRange(of: "usersig=") else {
            return Secret(trimmed(text))
        }
        return Secret(decoded(value(from: text[start.upperBound...])))
    }

    /// The value of another parameter in what somebody has copied.
    static func parameter(_ name: String, in text: String) -> String? {
        text.firstRange(of: "\(name)=").map { decoded(value(from: text[$0.upperBound...])) }
    }

    private static func value(from text: Substring) -> Substring {
        text.prefix { $0 != "&" && $0 != "'" && $0 != "\"" && !$0.isWhitespace && $0 != "#" }
    }

    private static func trimmed(_ text: String) -> String {
        let start = text.drop { $0.isWhitespace }
        return String(start.prefix { !$0.isWhitespace })
    }

    private static func encoded(_ text: String) -> String {
        let digits = Array("0123456789ABCDEF")
        return text.utf8.map { byte -> String in
            let character = Character(Unicode.Scalar(byte))
            let isPlain = character.isASCII && (character.isLetter || character.isNumber || "-._~".contains(character))
            return isPlain ? String(character) : "%\(digits[Int(byte >> 4)])\(digits[Int(byte & 15)])"
        }.joined()
    }

    private static func decoded(_ text: Substring) -> String {
        var bytes: [UInt8] = []
        var rest = Substring(text).utf8
        while let byte = rest.popFirst() {
            if byte == UInt8(ascii: "%"), rest.count >= 2,
                let value = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16)
            {
                bytes.append(value)
                rest = rest.dropFirst(2)
            } else {
                bytes.append(byte)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
