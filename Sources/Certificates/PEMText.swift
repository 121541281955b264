import CLibCrypto

/// Bytes in memory that libcrypto reads PEM from, or writes it to.
final class PEMText {
    let bio: OpaquePointer

    init() throws(LibCryptoError) {
        bio = try made(BIO_new(BIO_s_mem()), "keep a text")
    }

    convenience init(_ text: [UInt8]) throws(LibCryptoError) {
        try self.init()
        guard let count = Int32(exactly: text.count), BIO_write(bio, text, count) == count else {
            throw LibCryptoError(purpose: "keep a text")
        }
    }

    deinit {
        BIO_free(bio)
    }

    /// What was written, or has not been read.
    var bytes: [UInt8] {
        var start: UnsafePointer<CChar>?
        let count = CLibCrypto_BIO_get_mem_data(bio, &start)
        return Array(UnsafeRawBufferPointer(start: start, count: count))
    }
}
