import CLibCrypto
package import Wire

/// An X.509 certificate.
package final class Certificate {
    let pointer: OpaquePointer

    /// Takes over a certificate of libcrypto, which is freed with this one.
    init(owning pointer: OpaquePointer) {
        self.pointer = pointer
    }

    deinit {
        X509_free(pointer)
    }

    /// Reads the first certificate of a PEM text.
    package convenience init(pem: [UInt8]) throws(LibCryptoError) {
        let text = try PEMText(pem)
        self.init(owning: try made(PEM_read_bio_X509(text.bio, nil, nil, nil), "read a certificate"))
    }

    /// The certificate in PEM.
    package func pem() throws(LibCryptoError) -> [UInt8] {
        let text = try PEMText()
        try check(PEM_write_bio_X509(text.bio, pointer), "write a certificate")
        return text.bytes
    }

    /// Whether it is for a key.
    package func isFor(_ key: PrivateKey) -> Bool {
        succeeds(X509_check_private_key(pointer, key.pointer))
    }

    /// Whether it is valid from a moment, or before, to later than another.
    package func isValid(from start: UnixTime, pastEnd end: UnixTime) -> Bool {
        var (start, end) = (time_t(start.seconds), time_t(end.seconds))
        // 0 is a date that cannot be read, and -1 one up to the moment
        return X509_cmp_time(X509_get0_notBefore(pointer), &start) < 0
            && X509_cmp_time(X509_get0_notAfter(pointer), &end) > 0
    }

    /// Whether it names another certificate's subject as its issuer and is signed with that one's key.
    package func isIssued(by authority: Certificate) -> Bool {
        X509_NAME_cmp(X509_get_issuer_name(pointer), X509_get_subject_name(authority.pointer)) == 0
            && succeeds(X509_verify(pointer, X509_get0_pubkey(authority.pointer)))
    }

    /// Whether it is for a server of a name or an address, by its alternative names.
    package func isFor(_ name: ServerName) -> Bool {
        let flags = UInt32(X509_CHECK_FLAG_NEVER_CHECK_SUBJECT | X509_CHECK_FLAG_NO_WILDCARDS)
        return switch name {
        case .host(let host): succeeds(X509_check_host(pointer, host, host.utf8.count, flags, nil))
        case .address(let bytes): succeeds(X509_check_ip(pointer, bytes, bytes.count, flags))
        }
    }

    /// Whether libcrypto answers a question with yes; what it notes on a no must not be taken for the next call's.
    private func succeeds(_ status: Int32) -> Bool {
        ERR_clear_error()
        return status == 1
    }
}
