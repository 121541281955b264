import GRDB
import StoreCopy

/// How far the copy is that fills the database; the table is there as long as the copy has not ended.
struct CopyMarkTable {
    /// The table's name.
    static let name = "unfinished_copy"

    private enum SQL: String {
        case isThere = "SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND name = 'unfinished_copy'"
        case make = """
            CREATE TABLE unfinished_copy (
                id INTEGER PRIMARY KEY CHECK (id = 1),
                source TEXT NOT NULL,
                table_name TEXT,
                rows INTEGER NOT NULL
            ) STRICT
            """
        case find = "SELECT source, table_name, rows FROM unfinished_copy"
        case save = "INSERT OR REPLACE INTO unfinished_copy (id, source, table_name, rows) VALUES (1, ?1, ?2, ?3)"
        case remove = "DROP TABLE unfinished_copy"
    }

    let database: Database

    func isThere() throws -> Bool {
        try database.integers(SQL.isThere) == [1]
    }

    func find() throws -> CopyMark? {
        guard try isThere() else {
            return nil
        }
        return try database.rows(SQL.find) { row in
            CopyMark(
                source: row.text(0), table: row.isNull(1) ? nil : CopiedTable(rawValue: row.text(1)),
                rows: row.integer(2))
        }.first
    }

    func make() throws {
        try database.run(SQL.make)
    }

    func save(_ mark: CopyMark) throws {
        try database.run(SQL.save, mark.source, mark.table?.rawValue, mark.rows)
    }

    func remove() throws {
        try database.run(SQL.remove)
    }
}
