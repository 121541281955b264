import Foundation
import Testing

@testable import qun

/// The documents tell of every setting, and of no other.
@Suite("Settings in the documents") struct DocumentedSettingsTests {
    private static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../docs")
    /// Sections whose settings are told by the last part of their names, below a heading of the section.
    private static let sections: Set = ["limits", "messages", "plan", "webhooks"]
    /// Sections that are told as a whole, as their settings are names of the protocol.
    private static let openSections: Set = ["memberFields", "rates"]
    /// Variables of other subcommands, of tests, and parts of names that are examples.
    private static let otherVariables: Set = [
        "QUN_COPY_FROM", "QUN_COPY_TO", "QUN_TEST_DATABASE", "QUN_APPS_1400123456_SECRET_KEY", "QUN_",
    ]

    private let text: String
    /// What stands between grave accents.
    private let spans: Set<String>

    init() throws {
        text = try ["configuration.md", "webhooks.md", "control.md"].map(Self.page).joined(separator: "\n")
        spans = Set(text.matches(of: /`([^`\n]+)`/).map { String($0.output.1) })
    }

    private static func page(_ name: String) throws -> String {
        try String(contentsOf: folder.appending(path: name), encoding: .utf8)
    }

    @Test func `every setting is told`() throws {
        let missing = try ServerConfiguration.variables().keys.filter { name in
            let parts = name.split(separator: ".").map(String.init)
            if parts.count > 1, Self.openSections.contains(parts[0]) {
                return !spans.contains(parts[0])
            }
            return !spans.contains(name)
                && !(Self.sections.contains(parts[0]) && spans.contains(parts[parts.count - 1]))
        }
        // the setting that names the file has no place in it
        #expect(missing.filter { $0 != "config" }.sorted() == [])
    }

    @Test func `the variable of every setting of the server is told`() throws {
        let missing = try ServerConfiguration.variables().filter { name, variable in
            let section = name.split(separator: ".").first.map(String.init) ?? ""
            return !Self.sections.union(Self.openSections).contains(section) && !spans.contains(variable)
        }
        #expect(missing.values.sorted() == [])
    }

    @Test func `every variable that is told is one`() throws {
        let known = Set(try ServerConfiguration.variables().values).union(Self.otherVariables)
        for name in try FileManager.default.contentsOfDirectory(atPath: Self.folder.path) where name.hasSuffix(".md") {
            let told = try Self.page(name).matches(of: /QUN_[A-Z0-9_]*/).map { String($0.output) }
            #expect(told.filter { !known.contains($0) } == [], "\(name)")
        }
    }

    @Test func `every setting of the tables is one`() throws {
        let names = Set(try ServerConfiguration.variables().keys)
        let sections = Set(
            names.compactMap { $0.contains(".") ? $0.split(separator: ".").first.map(String.init) : nil })
        let last = Set(names.compactMap { $0.split(separator: ".").last.map(String.init) })
        let told = try Self.tables(of: Self.page("configuration.md")).flatMap { table in
            table.rows.filter { $0.count > table.column }.flatMap { row in
                row[table.column].matches(of: /`([^`]+)`/).map { String($0.output.1) }
            }
        }
        #expect(told.count > 70)
        #expect(told.filter { !names.contains($0) && !sections.contains($0) && !last.contains($0) } == [])
    }

    /// The rows of the tables with a column of settings, and which column that is.
    private static func tables(of text: String) -> [(column: Int, rows: [[String]])] {
        let blocks = text.split(separator: "\n\n").map { $0.split(separator: "\n").map(String.init) }
        return blocks.compactMap { block in
            let cells = block.map { line in line.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) } }
            guard let column = cells.first?.firstIndex(of: "File"), !(cells[0].contains("Content")) else {
                return nil
            }
            return (column, Array(cells.dropFirst(2)))
        }
    }
}
