/// What SHA-256 makes of bytes: 32 bytes.
///
/// Two digests are compared by `==` in a time that tells how much of them is alike. What only its holder may know is
/// compared by ``HMACSHA256``.
package struct SHA256Digest: Equatable, Sendable {
    /// The first 16 bytes, as a number of which the first byte is the highest.
    package let firstHalf: UInt128
    /// The last 16 bytes, as a number of which the first byte is the highest.
    package let secondHalf: UInt128

    /// The digest of some bytes.
    package init(of bytes: [UInt8]) {
        self = bytes.withUnsafeBytes { bytes in
            SHA256Digest { SHA256Algorithm.hash(bytes, into: $0) }
        }
    }

    /// The digest that is written into a buffer of 32 bytes.
    init(written write: (UnsafeMutablePointer<UInt8>) -> Void) {
        self = withUnsafeTemporaryAllocation(byteCount: 32, alignment: 16) { buffer in
            buffer.withMemoryRebound(to: UInt8.self) { bytes in
                bytes.baseAddress.map(write)
            }
            return SHA256Digest(
                firstHalf: UInt128(bigEndian: buffer.load(as: UInt128.self)),
                secondHalf: UInt128(bigEndian: buffer.load(fromByteOffset: 16, as: UInt128.self)))
        }
    }

    private init(firstHalf: UInt128, secondHalf: UInt128) {
        self.firstHalf = firstHalf
        self.secondHalf = secondHalf
    }

    /// The 32 bytes.
    package var bytes: [UInt8] {
        Self.bytes(of: firstHalf) + Self.bytes(of: secondHalf)
    }

    /// The first 16 bytes.
    package var firstBytes: [UInt8] {
        Self.bytes(of: firstHalf)
    }

    private static func bytes(of half: UInt128) -> [UInt8] {
        withUnsafeBytes(of: half.bigEndian) { Array($0) }
    }
}

extension SHA256Digest: CustomStringConvertible {
    /// 64 hexadecimal digits, in lower case.
    package var description: String {
        [firstHalf, secondHalf].map { half in
            let digits = String(half, radix: 16)
            return String(repeating: "0", count: 32 - digits.count) + digits
        }.joined()
    }
}
