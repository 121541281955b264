import CLibCrypto

/// Makes a digest of bytes that come one part after the other.
package struct SHA256Hasher: ~Copyable {
    private let context: OpaquePointer

    package init() {
        context = SHA256Algorithm.begin()
    }

    deinit {
        EVP_MD_CTX_free(context)
    }

    /// Adds bytes after those that were added before.
    package mutating func update(_ bytes: [UInt8]) {
        bytes.withUnsafeBytes { add($0) }
    }

    /// Adds the eight bytes of a number, the lowest first.
    package mutating func update(_ number: UInt64) {
        withUnsafeBytes(of: number.littleEndian) { add($0) }
    }

    private func add(_ bytes: UnsafeRawBufferPointer) {
        SHA256Algorithm.check(EVP_DigestUpdate(context, bytes.baseAddress, bytes.count))
    }

    /// The digest of all that was added.
    package consuming func finalize() -> SHA256Digest {
        let context = context
        return SHA256Digest { SHA256Algorithm.check(EVP_DigestFinal_ex(context, $0, nil)) }
    }
}
