import StoreCopy

/// How far the copy is that fills the database; the table is there as long as the copy has not ended.
enum CopyMarkTable {
    private static let make = """
        CREATE TABLE unfinished_copy (
            id smallint PRIMARY KEY CHECK (id = 1),
            source text NOT NULL,
            table_name text,
            rows bigint NOT NULL
        )
        """
    private static let insert = "INSERT INTO unfinished_copy (id, source, table_name, rows) VALUES (1, $1, $2, $3)"
    private static let update = "UPDATE unfinished_copy SET source = $1, table_name = $2, rows = $3"

    static let remove = Statement("DROP TABLE unfinished_copy")

    static func isThere(in connection: PostgresConnection) throws -> Bool {
        let answer = try connection.exchange([Statement("SELECT to_regclass('unfinished_copy') IS NOT NULL")])[0]
        return answer.rows { $0.bool(0) } == [true]
    }

    static func find(in connection: PostgresConnection) throws -> CopyMark? {
        guard try isThere(in: connection) else {
            return nil
        }
        return try connection.exchange([Statement("SELECT source, table_name, rows FROM unfinished_copy")])[0].rows {
            row in
            CopyMark(
                source: row.text(0), table: row.optionalText(1).flatMap { CopiedTable(rawValue: $0) },
                rows: row.integer(2))
        }.first
    }

    /// Makes the table in a transaction with its row.
    static func making(_ mark: CopyMark) -> [Statement] {
        [Statement("BEGIN"), Statement(make), Statement(insert, values(mark)), Statement("COMMIT")]
    }

    static func saving(_ mark: CopyMark) -> Statement {
        Statement(update, values(mark))
    }

    private static func values(_ mark: CopyMark) -> [Parameter] {
        [.text(mark.source), .optionalText(mark.table?.rawValue), .integer(mark.rows)]
    }
}
