import CLibCrypto
package import Wire

/// A private key and the certificate that says whose it is.
package struct CertifiedKey {
    package let certificate: Certificate
    package let key: PrivateKey

    /// Reads both from PEM.
    ///
    /// - Returns: `nil` when either cannot be read, and when the certificate is for another key.
    package init?(certificate: [UInt8], key: [UInt8]) {
        guard
            let certificate = try? Certificate(pem: certificate), let key = try? PrivateKey(pem: key),
            certificate.isFor(key)
        else {
            return nil
        }
        self.init(certificate: certificate, key: key)
    }

    private init(certificate: Certificate, key: PrivateKey) {
        self.certificate = certificate
        self.key = key
    }

    /// A new authority, which signs itself, and may sign certificates of servers but no other authority's.
    package static func makeAuthority(
        organization: String, commonName: String, from start: UnixTime, to end: UnixTime
    ) throws(LibCryptoError) -> CertifiedKey {
        let key = try PrivateKey.make()
        let draft = try CertificateDraft(for: key, from: start, to: end)
        try draft.setSubject(organization: organization, commonName: commonName)
        try draft.setIssuer(nil)
        try draft.add(NID_basic_constraints, "critical,CA:TRUE,pathlen:0")
        try draft.add(NID_key_usage, "critical,keyCertSign,cRLSign")
        try draft.add(NID_subject_key_identifier, "hash")
        return CertifiedKey(certificate: try draft.sign(with: key), key: key)
    }

    /// A new key of a server, certified by this authority.
    package func makeServer(
        organization: String, commonName: String, names: [ServerName], from start: UnixTime, to end: UnixTime
    ) throws(LibCryptoError) -> CertifiedKey {
        let key = try PrivateKey.make()
        let draft = try CertificateDraft(for: key, from: start, to: end)
        try draft.setSubject(organization: organization, commonName: commonName)
        try draft.setIssuer(certificate)
        try draft.add(NID_basic_constraints, "critical,CA:FALSE")
        try draft.add(NID_key_usage, "critical,digitalSignature")
        try draft.add(NID_ext_key_usage, "serverAuth")
        try draft.add(NID_subject_key_identifier, "hash")
        try draft.add(NID_authority_key_identifier, "keyid:always", authority: certificate)
        try draft.add(names)
        return CertifiedKey(certificate: try draft.sign(with: self.key), key: key)
    }
}
