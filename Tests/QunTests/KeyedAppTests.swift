import ArgumentParser
import Foundation
import Testing
import Wire

@testable import qun

@Suite("An app and its key") struct KeyedAppTests {
    private let folder: TemporaryFolder
    private var data: DataFolder { DataFolder(path: folder.path + "/data") }

    init() throws {
        folder = try TemporaryFolder()
    }

    private func find(_ arguments: String..., asked: UInt32? = nil) throws -> (id: SDKAppID, key: Secret) {
        try KeyedApp.parse(["--data", data.path] + arguments).find(asked: asked)
    }

    private func make(_ file: String, _ text: String) throws {
        try data.write(Data(text.utf8), to: file)
    }

    @Test func `it is the app that the server made for the data folder`() throws {
        let made = try GeneratedApp.load(from: data) { $0 - 1 }
        #expect(try find() == (made.sdkAppID, made.secretKey))
        #expect(throws: ConfigurationError.self) { try find("--sdkappid", "7") }
    }

    @Test func `it is the demo's in a folder of the demo`() throws {
        try make("demo.json", #"{"loadedAt":1}"#)
        #expect(try find() == (DemoWorld.sdkAppID, DemoWorld.secretKey))
    }

    @Test func `an app that was made while the server ran is found by its number`() throws {
        let made = try GeneratedApp.load(from: data) { $0 - 1 }
        try make("created-apps.json", #"[{"sdkappid":9,"secretKey":"nine","admins":["a"]}]"#)
        #expect(try find("--sdkappid", "9") == (SDKAppID(9), "nine"))
        #expect(try find(asked: 9) == (SDKAppID(9), "nine"))
        #expect(try find().id == made.sdkAppID)
    }

    @Test func `of several configured ones it has to be said which is meant`() throws {
        let file = try folder.write(#"{"apps":{"5":{"secretKey":"five"},"6":{"secretKey":"six"}}}"#)
        #expect(throws: (any Error).self) { try find("--config", file) }
        #expect(try find("--config", file, asked: 6) == (SDKAppID(6), "six"))
        #expect(try find("--config", file, "--sdkappid", "5", asked: 6) == (SDKAppID(5), "five"))
    }

    @Test func `a key that is given is that of the number`() throws {
        let file = try folder.write("filed\n")
        #expect(try find("--sdkappid", "5", "--secret-key", "k") == (SDKAppID(5), "k"))
        #expect(try find("--sdkappid", "5", "--secret-key-file", file) == (SDKAppID(5), "filed"))
        #expect(try find("--secret-key", "k", asked: 8) == (SDKAppID(8), "k"))
        #expect(throws: (any Error).self) { try find("--secret-key", "k") }
        #expect(throws: (any Error).self) { try KeyedApp.parse(["--secret-key", "k", "--secret-key-file", file]) }
        #expect(throws: (any Error).self) { try KeyedApp.parse(["--sdkappid", "0"]) }
    }

    @Test func `where there is no app the error says what to give`() throws {
        let error = #expect(throws: ConfigurationError.self) { try find() }
        #expect(error?.description.contains("--secret-key-file") == true)
    }
}
