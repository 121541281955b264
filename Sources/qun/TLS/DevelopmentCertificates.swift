import Crypto
import Foundation
import NIOSSL
import SwiftASN1
import Wire
import X509

/// A certificate authority of the server's own and a server certificate by it, for clients that insist on TLS.
///
/// Both are made at the first start and kept in the data folder under `tls/`. The server certificate is made anew
/// when it nears its end or lacks a name; the authority stays, so clients trust it once.
struct DevelopmentCertificates {
    /// The path of the authority's certificate, which clients have to trust.
    let authorityPath: String
    /// Whether the authority has just been made, so that no client trusts it yet.
    let isAuthorityNew: Bool
    private let chain: [NIOSSLCertificate]
    private let key: NIOSSLPrivateKey

    /// The hosts that clients of the original are configured with.
    ///
    /// - Source: protocol reference file 00, 1.3.
    static let regionalHosts = [
        "console.tim.qq.com", "adminapi.my-imcloud.com",
        "adminapisgp.im.qcloud.com", "adminapisgp.my-imcloud.com",
        "adminapikr.im.qcloud.com", "adminapikr.my-imcloud.com",
        "adminapijpn.im.qcloud.com", "adminapijpn.my-imcloud.com",
        "adminapiger.im.qcloud.com", "adminapiger.my-imcloud.com",
        "adminapiusa.im.qcloud.com", "adminapiusa.my-imcloud.com",
        "adminapiidn.im.qcloud.com", "adminapiidn.my-imcloud.com",
        "adminapiind.im.qcloud.com", "adminapiind.my-imcloud.com",
        "adminapiksa.im.qcloud.com", "adminapiksa.my-imcloud.com",
    ]

    private static let authorityDays = 3_650
    private static let serverDays = 397
    private static let renewalDays = 30

    /// The settings of a TLS listener with these certificates.
    var configuration: TLSConfiguration {
        .server(chain: chain, key: key)
    }

    /// Reads the certificates of a data folder, and makes what is missing, nears its end or lacks a name.
    ///
    /// - Parameter hosts: the names that the server's certificate has beside those of this machine.
    static func load(
        from folder: DataFolder, now: UnixTime, hosts: [String] = regionalHosts
    ) throws -> DevelopmentCertificates {
        let (authority, isNew) = try loadAuthority(from: folder, now: now)
        let server = try loadServer(from: folder, authority: authority, hosts: hosts, now: now)
        return DevelopmentCertificates(
            authorityPath: folder.file("tls/ca.pem"),
            isAuthorityNew: isNew,
            chain: [
                try NIOSSLCertificate(bytes: Array(server.certificate.serializeAsPEM().pemString.utf8), format: .pem),
                try NIOSSLCertificate(
                    bytes: Array(authority.certificate.serializeAsPEM().pemString.utf8), format: .pem),
            ],
            key: try NIOSSLPrivateKey(bytes: Array(server.key.pemRepresentation.utf8), format: .pem))
    }

    private struct Pair {
        let certificate: Certificate
        let key: P256.Signing.PrivateKey

        /// The pair in two files; `nil` when they are missing or damaged, and when it is not valid from now to an end.
        init?(
            certificateFile: String, keyFile: String, in folder: DataFolder, from now: Date, to end: Date
        ) throws {
            guard
                let certificateData = try folder.read(certificateFile), let keyData = try folder.read(keyFile),
                let certificate = try? Certificate(pemEncoded: String(decoding: certificateData, as: UTF8.self)),
                let key = try? P256.Signing.PrivateKey(pemRepresentation: String(decoding: keyData, as: UTF8.self)),
                certificate.publicKey == Certificate.PublicKey(key.publicKey),
                certificate.notValidBefore <= now, certificate.notValidAfter > end
            else {
                return nil
            }
            self.certificate = certificate
            self.key = key
        }

        init(certificate: Certificate, key: P256.Signing.PrivateKey) {
            self.certificate = certificate
            self.key = key
        }

        func hasNames(_ names: [GeneralName]) -> Bool {
            guard let found = try? certificate.extensions.subjectAlternativeNames else {
                return false
            }
            return names.allSatisfy(found.contains)
        }

        func write(certificateFile: String, keyFile: String, to folder: DataFolder) throws {
            try folder.write(Data(key.pemRepresentation.utf8), to: keyFile)
            try folder.write(Data(try certificate.serializeAsPEM().pemString.utf8), to: certificateFile)
        }
    }

    private static func loadAuthority(
        from folder: DataFolder, now: UnixTime
    ) throws -> (pair: Pair, isNew: Bool) {
        let stored = try Pair(
            certificateFile: "tls/ca.pem", keyFile: "tls/ca-key.pem", in: folder,
            from: date(now, plusDays: 0), to: date(now, plusDays: serverDays))
        if let stored {
            return (stored, false)
        }
        let key = P256.Signing.PrivateKey()
        let publicKey = Certificate.PublicKey(key.publicKey)
        let name = try DistinguishedName {
            OrganizationName("Qun")
            CommonName("Qun development authority")
        }
        let certificate = try Certificate(
            version: .v3,
            serialNumber: Certificate.SerialNumber(),
            publicKey: publicKey,
            notValidBefore: date(now, plusDays: -1),
            notValidAfter: date(now, plusDays: authorityDays),
            issuer: name,
            subject: name,
            signatureAlgorithm: .ecdsaWithSHA256,
            extensions: try Certificate.Extensions {
                Critical(BasicConstraints.isCertificateAuthority(maxPathLength: 0))
                Critical(KeyUsage(keyCertSign: true, cRLSign: true))
                SubjectKeyIdentifier(hash: publicKey)
            },
            issuerPrivateKey: Certificate.PrivateKey(key))
        let pair = Pair(certificate: certificate, key: key)
        try pair.write(certificateFile: "tls/ca.pem", keyFile: "tls/ca-key.pem", to: folder)
        return (pair, true)
    }

    private static func loadServer(
        from folder: DataFolder, authority: Pair, hosts: [String], now: UnixTime
    ) throws -> Pair {
        let addresses: [[UInt8]] = [[127, 0, 0, 1], [UInt8](repeating: 0, count: 15) + [1]]
        let names: [GeneralName] =
            (["localhost"] + hosts).map { .dnsName($0) }
            + addresses.map { .ipAddress(ASN1OctetString(contentBytes: $0[...])) }
        let stored = try Pair(
            certificateFile: "tls/server.pem", keyFile: "tls/server-key.pem", in: folder,
            from: date(now, plusDays: 0), to: date(now, plusDays: renewalDays))
        if let stored, stored.certificate.issuer == authority.certificate.subject,
            authority.certificate.publicKey.isValidSignature(stored.certificate.signature, for: stored.certificate),
            stored.hasNames(names)
        {
            return stored
        }
        let key = P256.Signing.PrivateKey()
        let publicKey = Certificate.PublicKey(key.publicKey)
        let certificate = try Certificate(
            version: .v3,
            serialNumber: Certificate.SerialNumber(),
            publicKey: publicKey,
            notValidBefore: date(now, plusDays: -1),
            notValidAfter: date(now, plusDays: serverDays),
            issuer: authority.certificate.subject,
            subject: try DistinguishedName {
                OrganizationName("Qun")
                CommonName("localhost")
            },
            signatureAlgorithm: .ecdsaWithSHA256,
            extensions: try Certificate.Extensions {
                Critical(BasicConstraints.notCertificateAuthority)
                Critical(KeyUsage(digitalSignature: true))
                try ExtendedKeyUsage([.serverAuth])
                SubjectKeyIdentifier(hash: publicKey)
                AuthorityKeyIdentifier(
                    keyIdentifier: SubjectKeyIdentifier(hash: authority.certificate.publicKey).keyIdentifier)
                SubjectAlternativeNames(names)
            },
            issuerPrivateKey: Certificate.PrivateKey(authority.key))
        let pair = Pair(certificate: certificate, key: key)
        try pair.write(certificateFile: "tls/server.pem", keyFile: "tls/server-key.pem", to: folder)
        return pair
    }

    private static func date(_ now: UnixTime, plusDays days: Int) -> Date {
        Date(timeIntervalSince1970: Double(now.seconds + Int64(days) * 86_400))
    }
}
