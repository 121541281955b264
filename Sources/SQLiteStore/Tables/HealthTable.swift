import GRDB

/// One row that is written only to see whether the database can be written.
struct HealthTable {
    enum SQL: String, CaseIterable {
        case write = "UPDATE health SET checks = checks + 1 WHERE id = 1"
    }

    let database: Database

    func write() throws {
        try database.run(SQL.write)
    }
}
