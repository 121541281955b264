import GRDB
import Wire

/// How many broadcasts an app has sent, inside one transaction.
struct BroadcastTable {
    enum SQL: String, CaseIterable {
        case next = """
            INSERT INTO broadcasts (app, last_seq) VALUES (?1, 1)
            ON CONFLICT (app) DO UPDATE SET last_seq = last_seq + 1 RETURNING last_seq
            """
    }

    let database: Database
    let app: SDKAppID

    /// Counts up, and returns the number of the new broadcast.
    func next() throws -> Int64 {
        let statement = try database.prepare(SQL.next)
        try statement.bind(app)
        guard try statement.step() else {
            throw DamagedRow(table: "broadcasts")
        }
        return statement.integer(0)
    }
}
