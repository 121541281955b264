import Certificates
import Foundation
import NIOSSL
import Testing
import Wire

@Suite("Certificates")
struct CertificatesTests {
    private let start = UnixTime(seconds: 1_735_700_000)
    private let end = UnixTime(seconds: 1_735_700_000 + 86_400)
    private let authority: CertifiedKey

    init() throws {
        authority = try CertifiedKey.makeAuthority(
            organization: "Qun", commonName: "Test authority", from: start, to: end)
    }

    @Test func `an authority says what it may do`() throws {
        let der = try DERBytes(authority.certificate)
        // version 3, and O before CN, both as UTF-8
        #expect(der.contains("A003020102"))
        #expect(der.contains("310C300A060355040A0C0351756E311730150603550403" + "0C0E5465737420617574686F72697479"))
        // basic constraints, critical: an authority, and none below it
        #expect(der.contains("30120603551D130101FF040830060101FF020100"))
        // key usage, critical: certificates and lists of revoked ones
        #expect(der.contains("300E0603551D0F0101FF040403020106"))
        // its key's identifier
        #expect(der.contains("301D0603551D0E04160414"))
        // ECDSA with SHA-256
        #expect(der.contains("300A06082A8648CE3D040302"))
    }

    @Test func `a server's certificate says what it is for`() throws {
        let server = try makeServer([.host("localhost"), .address([127, 0, 0, 1])])
        let der = try DERBytes(server.certificate)
        #expect(der.contains("A003020102"))
        // basic constraints, critical: no authority
        #expect(der.contains("300C0603551D130101FF04023000"))
        // key usage, critical: signatures
        #expect(der.contains("300E0603551D0F0101FF040403020780"))
        // extended key usage: a TLS server
        #expect(der.contains("30130603551D25040C300A06082B06010505070301"))
        #expect(der.contains("301D0603551D0E04160414"))
        // its names
        #expect(der.contains("301A0603551D1104133011" + "82096C6F63616C686F7374" + "87047F000001"))
        // the authority's key's identifier is the one that the authority has itself
        let own = try #require(DERBytes(authority.certificate).bytes(after: "301D0603551D0E04160414", count: 20))
        #expect(der.contains("301F0603551D23041830168014" + own))
    }

    @Test func `serial numbers are random, positive and of 20 bytes`() throws {
        let numbers = try (0..<20).map { _ in
            try NIOSSLCertificate(bytes: makeServer([.host("localhost")]).certificate.pem(), format: .pem).serialNumber
        }
        #expect(Set(numbers).count == 20)
        #expect(numbers.allSatisfy { $0.count == 20 && $0[0] < 0x80 })
    }

    @Test func `it is issued by the authority that signed it and no other of that name`() throws {
        let server = try makeServer([.host("localhost")])
        let stranger = try CertifiedKey.makeAuthority(
            organization: "Qun", commonName: "Test authority", from: start, to: end)
        #expect(server.certificate.isIssued(by: authority.certificate))
        #expect(!server.certificate.isIssued(by: stranger.certificate))
        #expect(!server.certificate.isIssued(by: server.certificate))
        #expect(authority.certificate.isIssued(by: authority.certificate))
    }

    @Test func `it is valid from its first second, and to before its end`() throws {
        let certificate = try makeServer([.host("localhost")]).certificate
        #expect(certificate.isValid(from: start, pastEnd: UnixTime(seconds: end.seconds - 1)))
        #expect(!certificate.isValid(from: UnixTime(seconds: start.seconds - 1), pastEnd: start))
        #expect(!certificate.isValid(from: start, pastEnd: end))
    }

    @Test func `dates of the second half of the century are kept`() throws {
        let far = UnixTime(seconds: 2_600_000_000)
        let certificate = try CertifiedKey.makeAuthority(
            organization: "Qun", commonName: "Test authority", from: start, to: far
        ).certificate
        #expect(certificate.isValid(from: start, pastEnd: UnixTime(seconds: far.seconds - 1)))
        #expect(!certificate.isValid(from: start, pastEnd: far))
    }

    @Test func `it is for the names it lists and no others`() throws {
        let certificate = try makeServer([
            .host("localhost"), .host("*.example.com"), .address([127, 0, 0, 1]),
        ]).certificate
        #expect(certificate.isFor(.host("localhost")))
        #expect(certificate.isFor(.address([127, 0, 0, 1])))
        #expect(!certificate.isFor(.host("a.example.com")))
        #expect(!certificate.isFor(.host("local")))
        #expect(!certificate.isFor(.address([127, 0, 0, 2])))
        #expect(!certificate.isFor(.host("127.0.0.1")))
    }

    @Test func `a name with a comma is one name`() throws {
        let certificate = try makeServer([.host("a,DNS:b")]).certificate
        #expect(!certificate.isFor(.host("b")))
        #expect(try DERBytes(certificate).contains("8207612C444E533A62"))
    }

    @Test(arguments: [KeyForms.pkcs8, KeyForms.sec1])
    func `a key is read from every form that it was written in`(pem: String) throws {
        let key = try PrivateKey(pem: Array(pem.utf8))
        let text = String(decoding: try key.pem(), as: UTF8.self)
        #expect(text == KeyForms.pkcs8 + "\n")
    }

    @Test func `what is written is read again, and belongs together`() throws {
        let server = try makeServer([.host("localhost")])
        let (certificate, key) = (try server.certificate.pem(), try server.key.pem())
        let read = try #require(CertifiedKey(certificate: certificate, key: key))
        #expect(try read.certificate.pem() == certificate)
        #expect(try read.key.pem() == key)
        #expect(CertifiedKey(certificate: certificate, key: try authority.key.pem()) == nil)
        #expect(CertifiedKey(certificate: key, key: key) == nil)
        #expect(CertifiedKey(certificate: certificate, key: []) == nil)
    }

    @Test func `a key under a password is refused, and nobody is asked for the password`() {
        #expect(throws: LibCryptoError.self) { try PrivateKey(pem: Array(KeyForms.encrypted.utf8)) }
    }

    @Test func `an error says what libcrypto did not do, and why`() throws {
        let error = try #require(throws: LibCryptoError.self) { try Certificate(pem: Array("nonsense".utf8)) }
        #expect(error.description.hasPrefix("libcrypto cannot read a certificate: "))
        #expect(error.description.contains("no start line"))
    }

    private func makeServer(_ names: [ServerName]) throws -> CertifiedKey {
        try authority.makeServer(organization: "Qun", commonName: "localhost", names: names, from: start, to: end)
    }
}

/// The bytes of a certificate as hexadecimal digits, to look for parts of it.
private struct DERBytes {
    private let digits: String

    init(_ certificate: Certificate) throws {
        let bytes = try NIOSSLCertificate(bytes: certificate.pem(), format: .pem).toDERBytes()
        digits = bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16, uppercase: true) }.joined()
    }

    func contains(_ part: String) -> Bool {
        digits.contains(part)
    }

    func bytes(after part: String, count: Int) -> String? {
        digits.range(of: part).map { String(digits[$0.upperBound...].prefix(2 * count)) }
    }
}
