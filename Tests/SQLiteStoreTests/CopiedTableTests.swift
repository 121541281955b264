import GRDB
import StoreCopy
import Testing

@testable import SQLiteStore

@Suite struct CopiedTableTests {
    /// What a store keeps for itself, and what SQLite does.
    private static let ownTables = ["store", "health", "outbox", "outbox_places", "outbox_mark", "sqlite_sequence"]

    private static let sql = """
        SELECT tables.name, columns.name FROM sqlite_schema AS tables JOIN pragma_table_info(tables.name) AS columns
        WHERE tables.type = 'table'
        """

    @Test func `every column is copied`() throws {
        let folder = TemporaryFolder()
        try folder.makeDatabase(version: Schema.currentVersion)
        let found = try folder.withDatabase { database in
            try Row.fetchAll(database, sql: Self.sql).map { (table: $0[0] as String, column: $0[1] as String) }
        }
        let columns = Dictionary(grouping: found, by: \.table).mapValues { Set($0.map(\.column)) }
        let copied = CopiedTable.allCases.filter { !$0.isDerived }.map {
            ($0.name, Set(CopiedTableSQL.loadedColumns($0)))
        }
        #expect(columns.filter { !Self.ownTables.contains($0.key) } == Dictionary(uniqueKeysWithValues: copied))
    }
}
