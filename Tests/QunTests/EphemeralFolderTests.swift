import Configuration
import Foundation
import Testing

@testable import qun

@Suite("Ephemeral folder") struct EphemeralFolderTests {
    private let outer: TemporaryFolder

    init() throws {
        outer = try TemporaryFolder()
    }

    @Test func `each is another one, its owner's alone, and goes with all it holds`() throws {
        let place = URL(fileURLWithPath: outer.path)
        let (one, two) = (try EphemeralFolder(in: place), try EphemeralFolder(in: place))
        #expect(one.path != two.path && one.path.hasPrefix(outer.path + "/qun-"))
        #expect(try FileManager.default.attributesOfItem(atPath: one.path)[.posixPermissions] as? Int == 0o700)
        try DataFolder(path: one.path).write(Data("x".utf8), to: "tls/key.pem")
        one.remove()
        two.remove()
        #expect(try FileManager.default.contentsOfDirectory(atPath: outer.path).isEmpty)
    }

    @Test func `a place where none can be made is an error`() {
        let error = #expect(throws: ConfigurationError.self) {
            try EphemeralFolder(in: URL(fileURLWithPath: outer.path + "/none"))
        }
        #expect(error?.description.contains("TMPDIR") == true)
    }

    @Test func `it goes with no other place of the data`() throws {
        let others: [[String: ConfigContent]] = [
            ["data": .string("./qun-data")], ["store": .string("postgres://db/x")],
        ]
        for other in others {
            let flags = other.merging(["ephemeral": .bool(true)]) { $1 }
            let error = #expect(throws: ConfigurationError.self) {
                try ServerConfiguration.load(flags: flags, environment: [:])
            }
            #expect(error?.description.contains("ephemeral and") == true)
        }
        let alone = try ServerConfiguration.load(flags: [:], environment: ["QUN_EPHEMERAL": "true"])
        #expect(alone.isEphemeral)
    }
}
