import Certificates
import Foundation
import NIOSSL
import Wire

/// A certificate for `localhost` by an authority of its own, made anew for each test.
struct TestCertificate {
    let serverContext: NIOSSLContext
    /// Trusts the authority and nothing else.
    let clientContext: NIOSSLContext

    init() throws {
        let now = Int64(Date.now.timeIntervalSince1970)
        let (start, end) = (UnixTime(seconds: now - 3_600), UnixTime(seconds: now + 3_600))
        let authority = try CertifiedKey.makeAuthority(
            organization: "Qun", commonName: "Test authority", from: start, to: end)
        let server = try authority.makeServer(
            organization: "Qun", commonName: "localhost", names: [.host("localhost")], from: start, to: end)
        serverContext = try NIOSSLContext(
            configuration: .makeServerConfiguration(
                certificateChain: [
                    .certificate(try NIOSSLCertificate(bytes: server.certificate.pem(), format: .pem))
                ],
                privateKey: .privateKey(try NIOSSLPrivateKey(bytes: server.key.pem(), format: .pem))))
        var client = TLSConfiguration.makeClientConfiguration()
        client.trustRoots = .certificates([
            try NIOSSLCertificate(bytes: authority.certificate.pem(), format: .pem)
        ])
        clientContext = try NIOSSLContext(configuration: client)
    }
}
