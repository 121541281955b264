import GRDB

/// The one row that a store is known by.
struct StoreTable {
    enum SQL: String, CaseIterable {
        case find = "SELECT identity, openings FROM store WHERE id = 1"
        case countOpening = "UPDATE store SET openings = openings + 1 WHERE id = 1"
    }

    struct Row {
        /// 32 hexadecimal digits.
        let identity: String
        let openings: Int64
    }

    let database: Database

    /// - Returns: `nil` where the row is missing.
    func find() throws -> Row? {
        let statement = try database.prepare(SQL.find)
        guard try statement.step() else {
            return nil
        }
        return Row(identity: statement.text(0), openings: statement.integer(1))
    }

    func countOpening() throws {
        try database.run(SQL.countOpening)
    }
}
