import Foundation
import Storage
import StoreTransactions
import Testing

@testable import SQLiteStore

/// No file that the store writes is reached through a symbolic link.
@Suite struct DataFolderLinkTests {
    private let folder = TemporaryFolder()
    private let target = TemporaryFolder()

    @Test(arguments: ["qun.lock", "qun.sqlite", "qun.sqlite-wal", "qun.sqlite-shm", "qun.sqlite-journal", "store.json"])
    func `a file that is a link is refused, and its target stays`(name: String) throws {
        try folder.write("", to: "other")
        try target.write("precious", to: "file")
        try FileManager.default.createSymbolicLink(at: folder.file(name), withDestinationURL: target.file("file"))
        let error = try #require(throws: StoreOpenError.self) { try folder.openStore() }
        #expect("\(error)".contains("\(name) is a symbolic link"))
        #expect(try String(contentsOf: target.file("file"), encoding: .utf8) == "precious")
    }

    @Test func `a link to nothing makes nothing`() throws {
        try folder.write("", to: "other")
        try target.write("", to: "other")
        try FileManager.default.createSymbolicLink(at: folder.file("qun.lock"), withDestinationURL: target.file("new"))
        #expect(throws: StoreOpenError.self) { try folder.openStore() }
        #expect(!target.exists("new"))
    }

    @Test func `a draft of the note that is a link is replaced, and its target stays`() async throws {
        try folder.write("", to: "other")
        try target.write("precious", to: "file")
        try FileManager.default.createSymbolicLink(
            at: folder.file("store.json.new"), withDestinationURL: target.file("file"))
        try await folder.openStore().close()
        #expect(try String(contentsOf: target.file("file"), encoding: .utf8) == "precious")
    }

    @Test func `a folder where a file should be is refused in words`() throws {
        try FileManager.default.createDirectory(at: folder.file("qun.sqlite"), withIntermediateDirectories: true)
        let error = try #require(throws: StoreOpenError.self) { try folder.openStore() }
        #expect("\(error)".contains("qun.sqlite cannot be used"))
    }

    @Test func `the folder itself may be a link`() async throws {
        try target.write("", to: "other")
        try FileManager.default.createSymbolicLink(at: folder.url, withDestinationURL: target.url)
        try await folder.openStore().close()
        #expect(try target.names().contains("qun.sqlite"))
        try await folder.openStore().close()
    }
}
