import GRDB
import StoreTransactions
import Wire

/// How many broadcasts an app has sent, inside one transaction.
struct BroadcastTable {
    enum SQL: String, CaseIterable {
        case find = "SELECT last_seq FROM broadcasts WHERE app = ?1"
        case save = """
            INSERT INTO broadcasts (app, last_seq) VALUES (?1, ?2)
            ON CONFLICT (app) DO UPDATE SET last_seq = excluded.last_seq
            """
        case delete = "DELETE FROM broadcasts WHERE app = ?1"
    }

    let database: Database
    let app: SDKAppID

}

extension BroadcastTable: SavedTable {
    static var finding: SQL { .find }

    func bind(_ key: AppWide, to statement: borrowing PreparedStatement) throws {
        try statement.bind(app)
    }

    static func row(_ statement: borrowing PreparedStatement) throws -> Int64 {
        statement.integer(0)
    }

    func save(_ seq: Int64, for key: AppWide) throws {
        try database.run(SQL.save, app, seq)
    }

    func remove(_ key: AppWide) throws {
        try database.run(SQL.delete, app)
    }
}
