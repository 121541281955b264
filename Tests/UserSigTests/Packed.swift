@testable import UserSig

/// Packs documents that no signer would write.
enum Packed {
    /// The sample's document with some members replaced; a value is JSON text, and `nil` drops the member.
    static func document(_ changes: [String: String?] = [:]) -> String {
        var members: [String: String] = [
            "TLS.ver": #""2.0""#,
            "TLS.identifier": #""root_admin""#,
            "TLS.sdkappid": "1400777001",
            "TLS.time": "1735700000",
            "TLS.expire": "604800",
            "TLS.sig": #""ZduONjTarER/XWJAxBRyKcmlCsjXq7jTBZwWctY2LFw=""#,
        ]
        for (name, value) in changes {
            members[name] = value
        }
        return "{" + members.map { "\"\($0)\":\($1)" }.joined(separator: ",") + "}"
    }

    static func text(document changes: [String: String?]) -> String {
        text(json: document(changes))
    }

    static func text(json: String) -> String {
        text(ZlibStream.compress(Array(json.utf8)) ?? [])
    }

    static func text(_ bytes: [UInt8]) -> String {
        Base64.userSig.encode(bytes)
    }

    /// A zlib stream of one stored block.
    static func stored(_ content: String) -> [UInt8] {
        let bytes = Array(content.utf8)
        var first: UInt32 = 1
        var second: UInt32 = 0
        for byte in bytes {
            first = (first + UInt32(byte)) % 65521
            second = (second + first) % 65521
        }
        let low = UInt8(bytes.count & 0xFF)
        let high = UInt8(bytes.count >> 8)
        return [0x78, 0x01, 0x01, low, high, ~low, ~high] + bytes
            + [second >> 8, second & 0xFF, first >> 8, first & 0xFF].map { UInt8($0) }
    }
}
