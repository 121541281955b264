import Foundation
import StoreCopy
import Testing

@testable import AppSnapshots

@Suite struct RecordFormTests {
    /// What is made of other tables' rows.
    private static let derived: Set<CopiedTable> = [.groupCounts, .memberships]

    @Test func `every table has records, but for what is made of others`() {
        #expect(Set(RecordForm.all.map(\.table)) == Set(CopiedTable.allCases).subtracting(Self.derived))
    }

    @Test(arguments: RecordForm.all.map(\.table))
    func `every column has a field, in the order of the columns`(_ table: CopiedTable) throws {
        let form = try #require(table.recordForm)
        #expect(form.table == table)
        let subject = table.subjectColumns.map { $0.split(separator: ".").last.map(String.init) ?? $0 }
        #expect(form.fields.map(\.column) == subject.dropFirst() + table.columns)
        let names = form.fields.flatMap { $0.coding.names($0.name) }
        #expect(Set(names + ["Kind"]).count == names.count + 1)
    }

    @Test func `docs/export.md is fresh`() throws {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let file = root.appending(path: "docs/export.md")
        let kept = try String(contentsOf: file, encoding: .utf8)
        let start = try #require(kept.firstRange(of: "### "))
        if ProcessInfo.processInfo.environment["QUN_WRITE_DOCS"] != nil {
            try (kept[..<start.lowerBound] + RecordForm.page).write(to: file, atomically: true, encoding: .utf8)
        } else {
            #expect(kept[start.lowerBound...] == RecordForm.page, "run this test with QUN_WRITE_DOCS=1")
        }
    }

    @Test func `kinds differ`() {
        #expect(Set(RecordForm.all.map(\.kind)).count == RecordForm.all.count)
    }
}
