import CLibCrypto

/// Codes that show that a message comes from who knows a key (RFC 2104, with SHA-256).
package enum HMACSHA256 {
    /// The code of a message: 32 bytes.
    package static func authenticate(_ message: [UInt8], key: [UInt8]) -> [UInt8] {
        code(of: message, key: key).bytes
    }

    /// Whether a code is that of a message, in a time that does not depend on how much of it is right.
    package static func verify(_ code: [UInt8], of message: [UInt8], key: [UInt8]) -> Bool {
        let right = authenticate(message, key: key)
        // the number of bytes is no secret
        return code.count == right.count && CRYPTO_memcmp(code, right, right.count) == 0
    }

    private static func code(of message: [UInt8], key: [UInt8]) -> SHA256Digest {
        message.withUnsafeBytes { message in
            key.withUnsafeBytes { key in
                SHA256Digest { SHA256Algorithm.authenticate(message, key: key, into: $0) }
            }
        }
    }
}
