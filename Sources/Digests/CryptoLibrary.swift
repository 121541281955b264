import CLibCrypto

/// The machine's libcrypto.
package enum CryptoLibrary {
    /// As in "3.0.18".
    package static var version: String { String(cString: OpenSSL_version(OPENSSL_VERSION_STRING)) }
}
