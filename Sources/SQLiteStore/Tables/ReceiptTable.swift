import GRDB
import Storage
import StoreTransactions
import Wire

/// Who was asked to read messages, and who has.
struct ReceiptTable {
    enum SQL: String, CaseIterable {
        case find = "SELECT is_read FROM receipts WHERE message = ?1 AND is_read IN (0, 1) AND account = ?2"
        case insertRow = "INSERT INTO receipts (message, is_read, account) VALUES (?1, ?2, ?3)"
        case save = "UPDATE receipts SET is_read = ?2 WHERE message = ?1 AND is_read = ?3 AND account = ?4"
        case delete = "DELETE FROM receipts WHERE message = ?1 AND is_read IN (0, 1) AND account = ?2"
        case askMembers = """
            INSERT INTO receipts (message, is_read, account)
            SELECT ?2, 0, account FROM members WHERE app = ?1 AND group_number = ?3 AND account <> ?4
            """
        case count = "SELECT count(*) FROM receipts WHERE message = ?1 AND is_read = ?2"
        case page = """
            SELECT account FROM receipts WHERE message = ?1 AND is_read = ?2 AND account > ?3 ORDER BY account LIMIT ?4
            """
        /// A message's number begins with that of its stream.
        case deleteOfAccount = """
            DELETE FROM receipts WHERE account = ?2
                AND EXISTS (SELECT 1 FROM streams WHERE number = message >> 32 AND app = ?1)
            """
    }

    let database: Database

    /// Takes an account out of all lists of an app.
    func deleteAll(of account: Account, in app: SDKAppID) throws {
        try database.run(SQL.deleteOfAccount, app, account)
    }

    func count(of message: MessageID) throws -> ReceiptCount {
        ReceiptCount(
            read: try database.integers(SQL.count, message, true).first ?? 0,
            unread: try database.integers(SQL.count, message, false).first ?? 0)
    }

}

extension ReceiptTable: PreparedTable {
    static var finding: SQL { .find }

    func bind(_ key: ReceiptKey, to statement: borrowing PreparedStatement) throws {
        try statement.bind(MessageID(key.message), key.account)
    }

    static func row(_ statement: borrowing PreparedStatement) throws -> Bool {
        statement.bool(0)
    }

    func write(_ changes: [RowChange<ReceiptKey, Bool>]) throws {
        for change in changes {
            let message = MessageID(change.key.message)
            switch (change.old, change.new) {
            case (nil, let new?): try database.run(SQL.insertRow, message, new, change.key.account)
            case (let old?, let new?): try database.run(SQL.save, message, new, old, change.key.account)
            case (_?, nil): try database.run(SQL.delete, message, change.key.account)
            case (nil, nil): break
            }
        }
    }

    /// Asks all members of a group of an app but one.
    func ask(_ message: MessageKey, group: GroupNumber, of app: SDKAppID, except account: Account) throws {
        try database.run(SQL.askMembers, app, MessageID(message), group, account)
    }

    /// Accounts that have read a message, or have not, behind one, by account.
    func accounts(of message: MessageKey, areRead: Bool, after account: Account?, limit: Int64) throws -> [Account] {
        try database.rows(SQL.page, MessageID(message), areRead, account?.text ?? "", limit) { row in
            try row.account(0)
        }
    }
}
