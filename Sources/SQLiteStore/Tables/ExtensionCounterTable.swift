import GRDB
import StoreTransactions

/// What is counted of messages' pairs, inside one transaction.
struct ExtensionCounterTable {
    enum SQL: String, CaseIterable {
        case find = "SELECT latest_seq, clear_seq, minute, changes FROM extension_counters WHERE message = ?1"
        case save = """
            INSERT INTO extension_counters (message, latest_seq, clear_seq, minute, changes) VALUES (?1, ?2, ?3, ?4, ?5)
            ON CONFLICT (message) DO UPDATE SET latest_seq = excluded.latest_seq, clear_seq = excluded.clear_seq,
                minute = excluded.minute, changes = excluded.changes
            """
        case delete = "DELETE FROM extension_counters WHERE message = ?1"
    }

    let database: Database
}

extension ExtensionCounterTable: SavedTable {
    static var finding: SQL { .find }

    func bind(_ message: MessageKey, to statement: borrowing PreparedStatement) throws {
        try statement.bind(MessageID(message))
    }

    static func row(_ statement: borrowing PreparedStatement) throws -> ExtensionCounter {
        ExtensionCounter(
            latestSeq: statement.integer(0), clearSeq: statement.integer(1), minute: statement.integer(2),
            changes: statement.integer(3))
    }

    func save(_ counter: ExtensionCounter, for message: MessageKey) throws {
        try database.run(
            SQL.save, MessageID(message), counter.latestSeq, counter.clearSeq, counter.minute, counter.changes)
    }

    func remove(_ message: MessageKey) throws {
        try database.run(SQL.delete, MessageID(message))
    }
}
