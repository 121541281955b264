import Apps
import Foundation
import Testing

@testable import qun

@Suite("Data folder") struct DataFolderTests {
    private let outer: TemporaryFolder
    private let data: DataFolder
    private let manager = FileManager.default

    init() throws {
        outer = try TemporaryFolder()
        data = DataFolder(path: outer.path + "/data")
        try manager.createDirectory(
            atPath: data.path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    }

    /// A file outside the data folder that somebody would have the server overwrite.
    private func precious() throws -> String {
        let path = outer.path + "/precious"
        try Data("precious".utf8).write(to: URL(fileURLWithPath: path))
        return path
    }

    private func text(_ path: String) throws -> String {
        try String(contentsOfFile: path, encoding: .utf8)
    }

    private func mode(_ path: String) throws -> Int? {
        try manager.attributesOfItem(atPath: path)[.posixPermissions] as? Int
    }

    @Test func `what is written is read, is its owner's alone, and leaves no draft`() throws {
        try data.write(Data("one".utf8), to: "tls/key.pem")
        try data.write(Data("two".utf8), to: "tls/key.pem")
        #expect(try data.read("tls/key.pem") == Data("two".utf8))
        #expect(try mode(data.file("tls/key.pem")) == 0o600)
        #expect(try mode(data.file("tls")) == 0o700)
        #expect(try manager.contentsOfDirectory(atPath: data.file("tls")) == ["key.pem"])
    }

    @Test func `a file that is not there is nil`() throws {
        #expect(try data.read("app.json") == nil)
    }

    @Test func `a link in the place of a file is replaced, not followed`() throws {
        let precious = try precious()
        try manager.createSymbolicLink(atPath: data.file("app.json"), withDestinationPath: precious)
        try data.write(Data("own".utf8), to: "app.json")
        #expect(try text(precious) == "precious")
        #expect(try text(data.file("app.json")) == "own")
    }

    @Test func `a link in the place of a draft is replaced, not followed`() throws {
        let precious = try precious()
        try manager.createSymbolicLink(atPath: data.file("app.json.new"), withDestinationPath: precious)
        try data.write(Data("own".utf8), to: "app.json")
        #expect(try text(precious) == "precious")
        #expect(try text(data.file("app.json")) == "own")
    }

    @Test func `a link in the place of a folder is refused in words`() throws {
        let elsewhere = outer.path + "/elsewhere"
        try manager.createDirectory(atPath: elsewhere, withIntermediateDirectories: false)
        try manager.createSymbolicLink(atPath: data.file("tls"), withDestinationPath: elsewhere)
        let error = #expect(throws: ConfigurationError.self) { try data.write(Data(), to: "tls/key.pem") }
        #expect(error?.description.contains("link") == true && error?.description.contains(data.file("tls")) == true)
        #expect(try manager.contentsOfDirectory(atPath: elsewhere).isEmpty)
    }

    @Test func `the folder itself may be a link`() throws {
        try manager.createSymbolicLink(atPath: outer.path + "/link", withDestinationPath: data.path)
        try DataFolder(path: outer.path + "/link").write(Data("own".utf8), to: "app.json")
        #expect(try data.read("app.json") == Data("own".utf8))
    }

    @Test func `a link may be read, but one that leads nowhere is no missing file`() throws {
        try manager.createSymbolicLink(atPath: data.file("one"), withDestinationPath: try precious())
        #expect(try data.read("one") == Data("precious".utf8))
        try manager.createSymbolicLink(atPath: data.file("two"), withDestinationPath: outer.path + "/missing")
        #expect(throws: ConfigurationError.self) { try data.read("two") }
        #expect(throws: ConfigurationError.self) { try data.read("") }
    }

    @Test func `a damaged app is not taken for one`() throws {
        for text in ["", "{}", #"{"sdkappid": 0, "secretKey": "k"}"#, #"{"sdkappid": 5, "secretKey": ""}"#] {
            try data.write(Data(text.utf8), to: "app.json")
            let error = #expect(throws: ConfigurationError.self) { try GeneratedApp.load(from: data) { _ in 0 } }
            #expect(error?.description.contains("damaged") == true)
        }
    }

    // MARK: Access of others

    private func setMode(_ mode: Int, of path: String) throws {
        try manager.setAttributes([.posixPermissions: mode], ofItemAtPath: path)
    }

    @Test(
        arguments: [
            (0o600, nil), (0o400, nil), (0o640, nil), (0o604, "read"), (0o644, "read"), (0o660, "write"),
            (0o602, "write"),
            (0o666, "read and write"),
        ] as [(Int, String?)])
    func `a secret that others may read or change is found`(mode: Int, access: String?) throws {
        try data.write(Data(), to: "app.json")
        try setMode(mode, of: data.file("app.json"))
        let found = ExposedSecret.all(in: data)
        #expect(found.map(\.access) == [access].compactMap { $0 })
        #expect(found.allSatisfy { $0.path == data.file("app.json") })
        #expect(found.allSatisfy { $0.mode == "0" + String(mode, radix: 8) && $0.remedy.hasPrefix("chmod 600 /") })
    }

    @Test func `a folder that others may list or change is found`() throws {
        try data.write(Data(), to: "tls/ca-key.pem")
        try setMode(0o755, of: data.file("tls"))
        try setMode(0o777, of: data.path)
        #expect(ExposedSecret.all(in: data).map(\.access) == ["read and write", "read"])
        #expect(
            ExposedSecret.all(in: data).map(\.remedy) == ["chmod 700 \(data.path)", "chmod 700 \(data.file("tls"))"])
    }
}
