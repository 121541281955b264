import Foundation
import StorageConformance
import Testing

@Suite struct EventTableTests {
    private static let repository = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    /// The writes of docs/events.md, in order.
    private func listedWrites() throws -> [String] {
        let page = try String(contentsOf: Self.repository.appendingPathComponent("docs/events.md"), encoding: .utf8)
        return page.split(separator: "\n").filter { $0.hasPrefix("| `") }.compactMap { row in
            row.split(separator: "|").first.map {
                $0.replacingOccurrences(of: "`", with: "").trimmingCharacters(in: .whitespaces)
            }
        }
    }

    /// The names of the transactions that write, as the store passes them on.
    private func writes() throws -> Set<String> {
        let folder = Self.repository.appendingPathComponent("Sources/StoreTransactions/Forwarding")
        let files = try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
        let methods = try files.flatMap { file in
            try String(contentsOf: file, encoding: .utf8).components(separatedBy: "package func ").dropFirst()
        }
        return Set(methods.filter { $0.contains("write(in: scope, ") }.map { String($0.prefix { $0 != "(" }) })
    }

    @Test func `what every line of the page says is promised by every store`() throws {
        #expect(try listedWrites().sorted() == EventPromise.all.map(\.write).sorted())
    }

    @Test func `every write has its line`() throws {
        let writes = try writes()
        #expect(writes.count > 40)
        let listed = try listedWrites().map { String($0.prefix { $0 != " " }) }
        #expect(writes.union(["checkWritable"]).symmetricDifference(listed).sorted() == [])
    }
}
