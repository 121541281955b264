import Foundation
import Testing

@testable import Figures

/// The list of figures, and docs/metrics.md, which it prints.
@Suite("The page about metrics")
struct MetricsPageTests {
    private static let root = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../..")
        .standardizedFileURL

    @Test func `docs/metrics.md is fresh`() throws {
        let file = Self.root.appending(path: "docs/metrics.md")
        if ProcessInfo.processInfo.environment["QUN_WRITE_DOCS"] == "1" {
            try Data(FigureList.page.utf8).write(to: file)
        }
        let kept = try String(contentsOf: file, encoding: .utf8)
        #expect(kept == FigureList.page, "docs/metrics.md is stale: run scripts/docs --metrics")
    }

    @Test func `the dashboard shows figures of the list only`() throws {
        let text = try String(contentsOf: Self.root.appending(path: "deploy/grafana.json"), encoding: .utf8)
        #expect(try JSONSerialization.jsonObject(with: Data(text.utf8)) is [String: Any])
        let names = text.matches(of: /\b((?:qun|process)_[a-z_]+)\{/).map { String($0.output.1) }
        #expect(names.count > 20)
        let known = FigureList.all.map(\.name)
        #expect(names.allSatisfy { known.contains($0) || known.contains(String($0.dropLast("_bucket".count))) })
    }

    @Test func `the list is sorted by name, and says whole sentences`() {
        #expect(FigureList.all.map(\.name) == FigureList.all.map(\.name).sorted())
        #expect(FigureList.all.allSatisfy { $0.meaning.hasSuffix(".") })
        #expect(FigureList.all.allSatisfy { ($0.kind == .counter) == $0.name.hasSuffix("_total") })
    }

    @Test func `the list has every name that the sources count under, and no other`() throws {
        let files = try #require(
            FileManager.default.enumerator(at: Self.root.appending(path: "Sources"), includingPropertiesForKeys: nil))
        var names: Set<String> = []
        for case let file as URL in files
        where file.pathExtension == "swift" && file.lastPathComponent != "FigureList.swift" {
            let text = try String(contentsOf: file, encoding: .utf8)
            names.formUnion(
                text.matches(of: /(?:label: |observe\()"((?:qun|process)_[a-z_]+)"/).map { String($0.output.1) })
        }
        #expect(names.sorted() == FigureList.all.map(\.name))
    }
}
