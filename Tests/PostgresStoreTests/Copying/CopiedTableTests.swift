import StoreCopy
import Testing

@testable import PostgresStore

@Suite struct CopiedTableTests {
    /// What a store keeps for itself.
    private static let ownTables = ["store", "schema_version", "commits", "nodes", "outbox"]

    @Test func `every column is copied`() throws {
        let database = try PostgresServer.shared().makeDatabase()
        let sql =
            "SELECT table_name::text, column_name::text FROM information_schema.columns WHERE table_schema = 'public'"
        let found = try database.connect().exchange([Statement(sql)])[0].rows {
            (table: $0.text(0), column: $0.text(1))
        }
        let columns = Dictionary(grouping: found, by: \.table).mapValues { Set($0.map(\.column)) }
        let copied = CopiedTable.allCases.map { ($0.name, Set(CopiedTableSQL(table: $0).loadedColumns)) }
        #expect(columns.filter { !Self.ownTables.contains($0.key) } == Dictionary(uniqueKeysWithValues: copied))
    }
}
