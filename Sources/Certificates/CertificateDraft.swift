import CLibCrypto
import Wire

/// A certificate that is being written, and is signed at the end.
struct CertificateDraft: ~Copyable {
    private let certificate: Certificate

    /// A draft of version 3 with a random serial number of 159 bits.
    init(for key: PrivateKey, from start: UnixTime, to end: UnixTime) throws(LibCryptoError) {
        let certificate = Certificate(owning: try made(X509_new(), "begin a certificate"))
        let pointer = certificate.pointer
        let version = 2  // is written so, counted from 0
        try check(X509_set_version(pointer, version), "set a certificate's version")
        try check(X509_set_pubkey(pointer, key.pointer), "set a certificate's key")
        _ = try made(ASN1_TIME_set(X509_getm_notBefore(pointer), time_t(start.seconds)), "set a certificate's start")
        _ = try made(ASN1_TIME_set(X509_getm_notAfter(pointer), time_t(end.seconds)), "set a certificate's end")
        let number = try made(BN_new(), "make a serial number")
        defer { BN_free(number) }
        try check(BN_rand(number, 159, BN_RAND_TOP_ONE, BN_RAND_BOTTOM_ANY), "make a serial number")
        _ = try made(BN_to_ASN1_INTEGER(number, X509_get_serialNumber(pointer)), "set a serial number")
        self.certificate = certificate
    }

    /// Says whose the certificate is: an organization and a name in it.
    func setSubject(organization: String, commonName: String) throws(LibCryptoError) {
        let name = X509_get_subject_name(certificate.pointer)
        for (field, value) in [("O", organization), ("CN", commonName)] {
            let status = X509_NAME_add_entry_by_txt(
                name, field, MBSTRING_UTF8, Array(value.utf8), Int32(value.utf8.count), -1, 0)
            try check(status, "set a certificate's \(field)")
        }
    }

    /// Says who has issued the certificate; `nil` for the draft itself.
    func setIssuer(_ authority: Certificate?) throws(LibCryptoError) {
        let name = X509_get_subject_name((authority ?? certificate).pointer)
        try check(X509_set_issuer_name(certificate.pointer, name), "set a certificate's issuer")
    }

    /// Adds an extension, which must not be there yet.
    ///
    /// - Parameters:
    ///   - value: in the words of OpenSSL's manual, x509v3_config(5); nothing that comes from outside.
    ///   - authority: who has issued the certificate; `nil` for the draft itself.
    func add(_ identifier: Int32, _ value: String, authority: Certificate? = nil) throws(LibCryptoError) {
        var context = X509V3_CTX()
        X509V3_set_ctx(&context, (authority ?? certificate).pointer, certificate.pointer, nil, nil, 0)
        let entry = try made(X509V3_EXT_conf_nid(nil, &context, identifier, value), "make the extension \(value)")
        defer { X509_EXTENSION_free(entry) }
        try check(X509_add_ext(certificate.pointer, entry, -1), "add the extension \(value)")
    }

    /// Adds the names and addresses of a server, as an extension.
    func add(_ names: [ServerName]) throws(LibCryptoError) {
        let list = try made(GENERAL_NAMES_new(), "list a server's names")
        defer { GENERAL_NAMES_free(list) }
        for name in names {
            let status =
                switch name {
                case .host(let host):
                    CLibCrypto_GENERAL_NAMES_add(list, GEN_DNS, Array(host.utf8), Int32(host.utf8.count))
                case .address(let bytes):
                    CLibCrypto_GENERAL_NAMES_add(list, GEN_IPADD, bytes, Int32(bytes.count))
                }
            try check(status, "list the name \(name)")
        }
        let status = X509_add1_ext_i2d(
            certificate.pointer, NID_subject_alt_name, UnsafeMutableRawPointer(list), 0, UInt(X509V3_ADD_DEFAULT))
        try check(status, "add a server's names")
    }

    /// Signs the draft, by ECDSA with SHA-256, and gives the certificate out; the draft is used no more.
    consuming func sign(with key: PrivateKey) throws(LibCryptoError) -> Certificate {
        try check(X509_sign(certificate.pointer, key.pointer, EVP_sha256()), "sign a certificate")
        return certificate
    }
}
