import Foundation
import Testing

@testable import qun

@Suite("Documents") struct DocumentsFolderTests {
    private let outer: TemporaryFolder

    init() throws {
        outer = try TemporaryFolder()
    }

    private func make(_ file: String) throws -> String {
        let path = outer.path + "/" + file
        try FileManager.default.createDirectory(
            at: URL(fileURLWithPath: path).deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data().write(to: URL(fileURLWithPath: path))
        return URL(fileURLWithPath: path).resolvingSymlinksInPath().path
    }

    @Test(arguments: [
        ("qun", "docs"), ("bin/qun", "share/doc/qun"), (".build/x86_64-unknown-linux-gnu/release/qun", "docs"),
    ])
    func `they are beside the program, in its source tree, or where a package puts them`(
        program: String, folder: String
    ) throws {
        let program = try make(program)
        let known = try make(folder + "/configuration.md")
        #expect(DocumentsFolder.find(for: program).map { $0 + "/configuration.md" } == known)
    }

    @Test func `without documents there is no folder of them`() throws {
        #expect(DocumentsFolder.find(for: try make("a/b/c/d/e/f/qun")) == nil)
    }
}
