import Foundation
import Testing

@testable import qun

@Suite("Ready file") struct ReadyFileTests {
    private let folder: TemporaryFolder
    private let file: ReadyFile
    private let manager = FileManager.default

    init() throws {
        folder = try TemporaryFolder()
        file = ReadyFile(path: folder.path + "/ready.json", process: 77)
    }

    private func put(_ text: String) throws {
        try Data(text.utf8).write(to: URL(fileURLWithPath: file.path))
    }

    @Test func `it holds the line, is its owner's alone, and goes at the end`() throws {
        try file.prepare()
        try file.write(#"{"event":"ready","pid":77}"#)
        #expect(try String(contentsOfFile: file.path, encoding: .utf8) == #"{"event":"ready","pid":77}"# + "\n")
        #expect(try manager.attributesOfItem(atPath: file.path)[.posixPermissions] as? Int == 0o600)
        file.remove()
        #expect(try manager.contentsOfDirectory(atPath: folder.path).isEmpty)
    }

    @Test func `one that a server has left goes before the start`() throws {
        try put(#"{"event":"ready","pid":5}"#)
        try file.prepare()
        #expect(!manager.fileExists(atPath: file.path))
    }

    @Test(arguments: ["", "precious", "{}", #"{"event":"ready"}"#, #"{"event":"stopped","pid":5}"#])
    func `a file that no server has written stays, and is an error`(text: String) throws {
        try put(text)
        let error = #expect(throws: ConfigurationError.self) { try file.prepare() }
        #expect(error?.description.contains("--ready-file") == true)
        #expect(try String(contentsOfFile: file.path, encoding: .utf8) == text)
    }

    @Test func `a folder that is not there is an error before the start`() {
        let file = ReadyFile(path: folder.path + "/none/ready.json", process: 77)
        let error = #expect(throws: ConfigurationError.self) { try file.prepare() }
        #expect(error?.description.contains("it is not there") == true)
    }

    @Test func `what another server has written meanwhile stays`() throws {
        try file.write(#"{"event":"ready","pid":78}"#)
        file.remove()
        #expect(manager.fileExists(atPath: file.path))
    }
}
