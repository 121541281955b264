import Certificates
import Foundation
import NIOSSL
import Wire

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

    /// The server's own certificate.
    var leaf: NIOSSLCertificate? { chain.first }

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
                try NIOSSLCertificate(bytes: server.certificate.pem(), format: .pem),
                try NIOSSLCertificate(bytes: authority.certificate.pem(), format: .pem),
            ],
            key: try NIOSSLPrivateKey(bytes: server.key.pem(), format: .pem))
    }

    private static func loadAuthority(
        from folder: DataFolder, now: UnixTime
    ) throws -> (authority: CertifiedKey, isNew: Bool) {
        let files = StoredFiles(certificate: "tls/ca.pem", key: "tls/ca-key.pem")
        if let stored = try files.read(from: folder),
            stored.certificate.isValid(from: now, pastEnd: moment(now, plusDays: serverDays))
        {
            return (stored, false)
        }
        let authority = try CertifiedKey.makeAuthority(
            organization: "Qun", commonName: "Qun development authority",
            from: moment(now, plusDays: -1), to: moment(now, plusDays: authorityDays))
        try files.write(authority, to: folder)
        return (authority, true)
    }

    private static func loadServer(
        from folder: DataFolder, authority: CertifiedKey, hosts: [String], now: UnixTime
    ) throws -> CertifiedKey {
        let addresses: [[UInt8]] = [[127, 0, 0, 1], [UInt8](repeating: 0, count: 15) + [1]]
        let names = (["localhost"] + hosts).map { ServerName.host($0) } + addresses.map { .address($0) }
        let files = StoredFiles(certificate: "tls/server.pem", key: "tls/server-key.pem")
        if let stored = try files.read(from: folder),
            stored.certificate.isValid(from: now, pastEnd: moment(now, plusDays: renewalDays)),
            stored.certificate.isIssued(by: authority.certificate),
            names.allSatisfy({ stored.certificate.isFor($0) })
        {
            return stored
        }
        let server = try authority.makeServer(
            organization: "Qun", commonName: "localhost", names: names,
            from: moment(now, plusDays: -1), to: moment(now, plusDays: serverDays))
        try files.write(server, to: folder)
        return server
    }

    private static func moment(_ now: UnixTime, plusDays days: Int) -> UnixTime {
        UnixTime(seconds: now.seconds + Int64(days) * 86_400)
    }

    /// The two files of a data folder that a certificate and its key are kept in.
    private struct StoredFiles {
        let certificate: String
        let key: String

        /// What the files hold; `nil` when they are missing or damaged, or do not belong together.
        func read(from folder: DataFolder) throws -> CertifiedKey? {
            guard let certificate = try folder.read(certificate), let key = try folder.read(key) else {
                return nil
            }
            return CertifiedKey(certificate: Array(certificate), key: Array(key))
        }

        func write(_ content: CertifiedKey, to folder: DataFolder) throws {
            try folder.write(Data(content.key.pem()), to: key)
            try folder.write(Data(content.certificate.pem()), to: certificate)
        }
    }
}
