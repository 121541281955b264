import CLibCrypto

/// SHA-256 of libcrypto, looked up once: a look-up costs as much as the digest of a short text.
///
/// Nothing here fails but for want of memory, or because libcrypto was set up to have no SHA-256. Without it the server
/// can check no signature, so that both end the process, with a word of the reason.
enum SHA256Algorithm {
    /// - Note: An algorithm that was fetched never changes, and is never freed here; libcrypto documents that threads
    ///   may share it.
    nonisolated(unsafe) private static let algorithm: OpaquePointer = {
        guard let algorithm = EVP_MD_fetch(nil, "SHA256", nil) else {
            fatalError("libcrypto has no SHA-256: see its configuration, openssl.cnf")
        }
        return algorithm
    }()

    /// Writes the digest of some bytes, 32 bytes.
    static func hash(_ bytes: UnsafeRawBufferPointer, into digest: UnsafeMutablePointer<UInt8>) {
        check(EVP_Digest(bytes.baseAddress, bytes.count, digest, nil, algorithm, nil))
    }

    /// Writes the code of a message by a key, 32 bytes.
    static func authenticate(
        _ message: UnsafeRawBufferPointer, key: UnsafeRawBufferPointer, into code: UnsafeMutablePointer<UInt8>
    ) {
        // without a pointer an empty key would mean the key of the call before
        withUnsafePointer(to: UInt8(0)) { nothing in
            let written = HMAC(
                algorithm, key.baseAddress ?? UnsafeRawPointer(nothing), Int32(key.count),
                message.bindMemory(to: UInt8.self).baseAddress, message.count, code, nil)
            check(written == nil ? 0 : 1)
        }
    }

    /// A context that takes the parts of what is hashed, for ``SHA256Hasher``, which frees it.
    static func begin() -> OpaquePointer {
        guard let context = EVP_MD_CTX_new() else {
            fatalError("libcrypto has no memory for a digest")
        }
        check(EVP_DigestInit_ex2(context, algorithm, nil))
        return context
    }

    /// Ends the process when a call of libcrypto has failed: those that make digests fail only for want of memory.
    static func check(_ status: Int32) {
        guard status == 1 else {
            fatalError("libcrypto cannot make a digest")
        }
    }
}
