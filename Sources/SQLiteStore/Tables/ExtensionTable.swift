import GRDB
import Groups
import Storage
import StoreTransactions
import Wire

/// The pairs of messages, and how often they have been changed.
struct ExtensionTable {
    enum SQL: String, CaseIterable {
        case set = """
            INSERT INTO extensions (message, key, value, seq) VALUES (?1, ?2, ?3, ?4)
            ON CONFLICT (message, key) DO UPDATE SET value = excluded.value, seq = excluded.seq
            """
        case find = "SELECT key, value, seq FROM extensions WHERE message = ?1 AND key = ?2"
        case delete = "DELETE FROM extensions WHERE message = ?1 AND key = ?2"
        case deleteAll = "DELETE FROM extensions WHERE message = ?1"
        case count = "SELECT count(*) FROM extensions WHERE message = ?1"
        case list = """
            SELECT key, value, seq FROM extensions INDEXED BY extensions_by_seq
            WHERE message = ?1 AND seq >= ?2 ORDER BY seq, key
            """
    }

    let database: Database

    func deleteAll(of message: MessageID) throws {
        try database.run(SQL.deleteAll, message)
    }

    func count(of message: MessageID) throws -> Int64 {
        try database.integers(SQL.count, message).first ?? 0
    }

    /// Pairs from a number on, by number and key: all of the call in which the limit is reached.
    ///
    /// - Returns: the pairs, and whether more follow.
    func list(
        of message: MessageID, from startSeq: Int64, limit: Int64
    ) throws -> (pairs: [MessageExtension], isComplete: Bool) {
        let statement = try database.prepare(SQL.list)
        try statement.bind(message, startSeq)
        var pairs: [MessageExtension] = []
        while try statement.step() {
            let seq = statement.integer(2)
            guard pairs.count < limit || pairs.last?.seq == seq else {
                return (pairs, false)
            }
            pairs.append(MessageExtension(key: statement.text(0), value: statement.text(1), seq: seq))
        }
        return (pairs, true)
    }
}

extension ExtensionTable: SavedTable {
    static var finding: SQL { .find }

    func bind(_ key: ExtensionKey, to statement: borrowing PreparedStatement) throws {
        try statement.bind(MessageID(key.message), Blob(key.key))
    }

    static func row(_ statement: borrowing PreparedStatement) throws -> MessageExtension {
        MessageExtension(key: statement.text(0), value: statement.text(1), seq: statement.integer(2))
    }

    func save(_ pair: MessageExtension, for key: ExtensionKey) throws {
        try database.run(SQL.set, MessageID(key.message), Blob(key.key), Blob(pair.value), pair.seq)
    }

    func remove(_ key: ExtensionKey) throws {
        try database.run(SQL.delete, MessageID(key.message), Blob(key.key))
    }
}
