import Configuration
import Foundation
import Testing
import Wire

@testable import qun

@Suite("Check of a configuration") struct ConfigurationCheckTests {
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
    }

    private func check(_ flags: [String: ConfigContent]) throws -> ConfigurationCheck {
        let data: [String: ConfigContent] = ["data": .string(folder.path + "/data")]
        let configuration = try ServerConfiguration.load(flags: data.merging(flags) { $1 }, environment: [:])
        return ConfigurationCheck(of: configuration)
    }

    @Test func `settings that a server would start with are in order`() throws {
        let check = try check([:])
        #expect(check.faults.isEmpty)
        #expect(check.summary == "1 setting is given; the first start makes an app")
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).isEmpty)
    }

    @Test func `all files that settings name are read`() throws {
        let file = try folder.write("nothing")
        let faults = try check([
            "data": .string(file), "tlsCertificate": .string(file), "tlsKey": .string(file), "seed": .string(file),
            "webhooks.url": .string("http://a"), "webhooks.certificateAuthority": .string(file),
            "readyFile": .string(file), "demo": .bool(true), "host": .string("0.0.0.0"),
        ]).faults
        let words = [
            "the demo app's key", "the certificate", "webhooks.certificateAuthority", "is a file, and no folder",
            "line 1", "the ready file",
        ]
        #expect(faults.count == words.count)
        #expect(zip(faults, words).allSatisfy { $0.contains($1) }, "\(faults)")
    }

    @Test func `the apps of the data folder are read`() throws {
        let data = DataFolder(path: folder.path + "/data")
        let made = try GeneratedApp.load(from: data) { $0 - 1 }
        #expect(try check([:]).summary.hasSuffix("the app is \(made.sdkAppID), made for the data folder"))
        try data.write(Data("x".utf8), to: "created-apps.json")
        #expect(try check([:]).faults.contains { $0.contains("created-apps.json is damaged") })
    }

    @Test func `a file of a key that others may read is told`() throws {
        let file = try folder.write("key\n")
        try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: file)
        let check = try check(["sdkappid": .int(5), "secretKeyFile": .string(file)])
        #expect(check.faults.isEmpty)
        #expect(check.exposed.map(\.path) == [file])
        #expect(check.exposed.allSatisfy { $0.warning.contains("chmod 600") })
    }
}
