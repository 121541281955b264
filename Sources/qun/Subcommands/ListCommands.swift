import ArgumentParser
import Commands
import Foundation
import Wire

struct ListCommands: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "commands",
        abstract: "List the REST commands that this version carries out, or show the fields, codes and example of one.")

    @Argument(
        help: "A command, with its service where several have it: create_group, group_open_http_svc/get_group_attr.")
    var name: String?

    @Flag(help: "Show it in Chinese.")
    var chinese = false

    @Option(
        help: ArgumentHelp(
            "Write the pages of all commands into a folder, in both languages, with the index and OpenAPI documents.",
            discussion: "They lack the answers to the examples, which scripts/docs puts in.", valueName: "folder"))
    var pages: String?

    func run() throws {
        let language: Wording.Language = chinese ? .chinese : .english
        if let pages {
            try writePages(to: URL(filePath: pages, directoryHint: .isDirectory))
        } else if let name {
            print(try page(of: name, in: language), terminator: "")
        } else {
            print(CommandRegistry.entries.map { "\($0.name)\n" }.joined(), terminator: "")
        }
    }

    /// The page of a command without the answer to its example.
    private func page(of name: String, in language: Wording.Language) throws -> String {
        let found = CommandRegistry.entries.filter { "\($0.name)" == name || $0.name.command == name }
        guard let entry = found.first(where: { $0.name.service == .groupOpen }) ?? found.first else {
            throw ValidationError("there is no command \(name); `qun commands` lists all")
        }
        return ReferencePage(of: entry, in: language).text.replacing(
            "\n```json\n\(ReferencePage.answerMark)\n```\n", with: "")
    }

    private func writePages(to folder: URL) throws {
        func write(_ bytes: [UInt8], to file: String) throws {
            let url = folder.appending(path: file)
            try FileManager.default.createDirectory(
                at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(bytes).write(to: url)
        }
        for language in Wording.Language.allCases {
            let index = CommandIndexPage(in: language)
            try write(Array(index.text.utf8), to: index.file)
            let elements = MessageElementPage(in: language)
            try write(Array(elements.text.utf8), to: "api/\(elements.file)")
            for entry in CommandRegistry.entries {
                let page = ReferencePage(of: entry, in: language)
                try write(Array(page.text.utf8), to: "api/\(page.file)")
            }
            try write(
                ReferenceDocument.bytes(in: language, version: Qun.version),
                to: "openapi\(language.fileSuffix).json")
        }
    }
}
