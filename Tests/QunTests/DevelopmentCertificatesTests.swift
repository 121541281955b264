import Certificates
import Foundation
import Testing
import Wire

@testable import qun

@Suite("Development certificates")
struct DevelopmentCertificatesTests {
    private let folder: TemporaryFolder
    private let now = UnixTime(seconds: 1_735_700_000)

    init() throws {
        folder = try TemporaryFolder()
    }

    @Test func `they are made once and kept`() throws {
        let data = DataFolder(path: folder.path)
        _ = try DevelopmentCertificates.load(from: data, now: now)
        let first = try #require(try data.read("tls/server.pem"))
        _ = try DevelopmentCertificates.load(from: data, now: now)
        #expect(try data.read("tls/server.pem") == first)
    }

    @Test func `the server's is renewed before its end and the authority stays`() throws {
        let data = DataFolder(path: folder.path)
        _ = try DevelopmentCertificates.load(from: data, now: now)
        let (authority, server) = (try data.read("tls/ca.pem"), try data.read("tls/server.pem"))
        let later = UnixTime(seconds: now.seconds + 380 * 86_400)
        _ = try DevelopmentCertificates.load(from: data, now: later)
        #expect(try data.read("tls/ca.pem") == authority)
        #expect(try data.read("tls/server.pem") != server)
    }

    @Test func `a server's certificate that lacks a name is made anew, by the same authority`() throws {
        let data = DataFolder(path: folder.path)
        let hosts = Array(DevelopmentCertificates.regionalHosts.dropLast(2))
        let older = try DevelopmentCertificates.load(from: data, now: now, hosts: hosts)
        let (authority, server) = (try data.read("tls/ca.pem"), try data.read("tls/server.pem"))
        let newer = try DevelopmentCertificates.load(from: data, now: now)
        #expect([older.isAuthorityNew, newer.isAuthorityNew] == [true, false])
        #expect(try data.read("tls/ca.pem") == authority)
        #expect(try data.read("tls/server.pem") != server)
        #expect(try serverCertificate(in: data).isFor(.host("adminapiksa.im.qcloud.com")))
    }

    @Test func `a server's certificate that has more names than are wanted is kept`() throws {
        let data = DataFolder(path: folder.path)
        _ = try DevelopmentCertificates.load(from: data, now: now)
        let server = try data.read("tls/server.pem")
        _ = try DevelopmentCertificates.load(from: data, now: now, hosts: [])
        #expect(try data.read("tls/server.pem") == server)
    }

    @Test func `certificates of a clock that was ahead are made anew`() throws {
        let data = DataFolder(path: folder.path)
        _ = try DevelopmentCertificates.load(from: data, now: UnixTime(seconds: now.seconds + 10 * 86_400))
        let (authority, server) = (try data.read("tls/ca.pem"), try data.read("tls/server.pem"))
        #expect(try DevelopmentCertificates.load(from: data, now: now).isAuthorityNew)
        #expect(try data.read("tls/ca.pem") != authority)
        #expect(try data.read("tls/server.pem") != server)
    }

    @Test func `a damaged file is replaced`() throws {
        let data = DataFolder(path: folder.path)
        _ = try DevelopmentCertificates.load(from: data, now: now)
        try data.write(Data("nonsense".utf8), to: "tls/server-key.pem")
        _ = try DevelopmentCertificates.load(from: data, now: now)
        #expect(try data.read("tls/server-key.pem") != Data("nonsense".utf8))
    }

    @Test func `keys are for their owner's eyes only`() throws {
        let data = DataFolder(path: folder.path)
        _ = try DevelopmentCertificates.load(from: data, now: now)
        for name in ["tls/ca-key.pem", "tls/server-key.pem"] {
            let attributes = try FileManager.default.attributesOfItem(atPath: data.file(name))
            #expect(attributes[.posixPermissions] as? Int == 0o600)
        }
    }

    @Test func `the server's names hold every regional host and those of this machine`() throws {
        let data = DataFolder(path: folder.path)
        _ = try DevelopmentCertificates.load(from: data, now: now)
        let certificate = try serverCertificate(in: data)
        for host in ["localhost", "console.tim.qq.com"] + DevelopmentCertificates.regionalHosts {
            #expect(certificate.isFor(.host(host)))
        }
        #expect(certificate.isFor(.address([127, 0, 0, 1])))
        #expect(certificate.isFor(.address([UInt8](repeating: 0, count: 15) + [1])))
        #expect(!certificate.isFor(.host("example.com")))
    }

    @Test func `what 0.1.0 made stays in use`() throws {
        let data = try folderOfEarlierVersion()
        let certificates = try DevelopmentCertificates.load(from: data, now: UnixTime(seconds: 1_795_907_191))
        #expect(!certificates.isAuthorityNew)
        #expect(try data.read("tls/ca.pem") == Data(EarlierCertificates.authority.utf8))
        #expect(try data.read("tls/server.pem") == Data(EarlierCertificates.server.utf8))
    }

    @Test func `the authority that 0.1.0 made signs the server's next certificate`() throws {
        let data = try folderOfEarlierVersion()
        let certificates = try DevelopmentCertificates.load(
            from: data, now: UnixTime(seconds: 1_795_907_191 + 380 * 86_400))
        #expect(!certificates.isAuthorityNew)
        #expect(try data.read("tls/ca.pem") == Data(EarlierCertificates.authority.utf8))
        #expect(try data.read("tls/server.pem") != Data(EarlierCertificates.server.utf8))
        let authority = try Certificate(pem: Array(EarlierCertificates.authority.utf8))
        #expect(try serverCertificate(in: data).isIssued(by: authority))
    }

    private func folderOfEarlierVersion() throws -> DataFolder {
        let data = DataFolder(path: folder.path)
        try data.write(Data(EarlierCertificates.authority.utf8), to: "tls/ca.pem")
        try data.write(Data(EarlierCertificates.authorityKey.utf8), to: "tls/ca-key.pem")
        try data.write(Data(EarlierCertificates.server.utf8), to: "tls/server.pem")
        try data.write(Data(EarlierCertificates.serverKey.utf8), to: "tls/server-key.pem")
        return data
    }

    private func serverCertificate(in data: DataFolder) throws -> Certificate {
        try Certificate(pem: Array(try #require(try data.read("tls/server.pem"))))
    }
}
