import CLibCrypto

/// A private key and its public key.
package final class PrivateKey {
    let pointer: OpaquePointer

    private init(owning pointer: OpaquePointer) {
        self.pointer = pointer
    }

    deinit {
        EVP_PKEY_free(pointer)
    }

    /// A new key of the curve P-256.
    package static func make() throws(LibCryptoError) -> PrivateKey {
        PrivateKey(owning: try made(CLibCrypto_EVP_EC_gen("P-256"), "make a key"))
    }

    /// Reads a key without a password from PEM: PKCS#8, or a form that names its algorithm, such as `EC PRIVATE KEY`.
    package convenience init(pem: [UInt8]) throws(LibCryptoError) {
        let text = try PEMText(pem)
        // without a function of ours a key with a password would ask for it on the terminal
        let key = PEM_read_bio_PrivateKey(text.bio, nil, { _, _, _, _ in -1 }, nil)
        self.init(owning: try made(key, "read a key"))
    }

    /// The key in PEM: PKCS#8, without a password.
    package func pem() throws(LibCryptoError) -> [UInt8] {
        let text = try PEMText()
        try check(PEM_write_bio_PKCS8PrivateKey(text.bio, pointer, nil, nil, 0, nil, nil), "write a key")
        return text.bytes
    }
}
