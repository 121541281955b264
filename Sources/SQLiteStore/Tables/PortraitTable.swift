import GRDB
import Groups
import StoreTransactions
import Wire

/// The profile fields of one app's accounts other than nickname and avatar, inside one transaction.
struct PortraitTable {
    enum SQL: String, CaseIterable {
        case find = "SELECT text, number FROM portrait_items WHERE app = ?1 AND account = ?2 AND tag = ?3"
        case byAccount = "SELECT tag, text, number FROM portrait_items WHERE app = ?1 AND account = ?2"
        case save = """
            INSERT INTO portrait_items (app, account, tag, text, number) VALUES (?1, ?2, ?3, ?4, ?5)
            ON CONFLICT (app, account, tag) DO UPDATE SET text = excluded.text, number = excluded.number
            """
        case delete = "DELETE FROM portrait_items WHERE app = ?1 AND account = ?2 AND tag = ?3"
        case deleteOfAccount = "DELETE FROM portrait_items WHERE app = ?1 AND account = ?2"
    }

    let database: Database
    let app: SDKAppID

    /// The fields of an account that have been set, by tag.
    func all(of account: Account) throws -> [String: PortraitValue] {
        let statement = try database.prepare(SQL.byAccount)
        try statement.bind(app, account)
        var portrait: [String: PortraitValue] = [:]
        while try statement.step() {
            portrait[statement.text(0)] =
                statement.isNull(1) ? .number(statement.integer(2)) : .text(statement.text(1))
        }
        return portrait
    }

    func deleteAll(of account: Account) throws {
        try database.run(SQL.deleteOfAccount, app, account)
    }
}

extension PortraitTable: SavedTable {
    static var finding: SQL { .find }

    func bind(_ key: PortraitKey, to statement: borrowing PreparedStatement) throws {
        try statement.bind(app, key.account, key.tag)
    }

    static func row(_ statement: borrowing PreparedStatement) throws -> PortraitValue {
        statement.isNull(0) ? .number(statement.integer(1)) : .text(statement.text(0))
    }

    func save(_ value: PortraitValue, for key: PortraitKey) throws {
        switch value {
        case .text(let text):
            try database.run(SQL.save, app, key.account, key.tag, Blob(text), Int64?.none)
        case .number(let number):
            try database.run(SQL.save, app, key.account, key.tag, Blob?.none, number)
        }
    }

    func remove(_ key: PortraitKey) throws {
        try database.run(SQL.delete, app, key.account, key.tag)
    }
}
