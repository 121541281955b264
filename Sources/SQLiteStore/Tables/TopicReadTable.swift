import GRDB
import Groups
import StoreTransactions
import Wire

/// How far members have read in topics, inside one transaction.
///
/// A member who has no row has read nothing of the topic but what an import read for everybody.
struct TopicReadTable {
    enum SQL: String, CaseIterable {
        case find = """
            SELECT msg_seq, read_floor FROM topic_reads
            WHERE app = ?1 AND account = ?2 AND group_number = ?3 AND topic = ?4
            """
        case delete = """
            DELETE FROM topic_reads WHERE app = ?1 AND account = ?2 AND group_number = ?3 AND topic = ?4
            """
        case set = """
            INSERT INTO topic_reads (app, account, group_number, topic, msg_seq, read_floor)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6)
            ON CONFLICT (app, account, group_number, topic)
            DO UPDATE SET msg_seq = excluded.msg_seq, read_floor = excluded.read_floor
            """
    }

    let database: Database
    let app: SDKAppID
}

extension TopicReadTable: SavedTable {
    static var finding: SQL { .find }

    func bind(_ key: TopicMemberKey, to statement: borrowing PreparedStatement) throws {
        try statement.bind(app, key.account, key.group, key.topic)
    }

    static func row(_ statement: borrowing PreparedStatement) throws -> ReadPosition {
        ReadPosition(msgSeq: statement.integer(0), floor: statement.integer(1))
    }

    func save(_ position: ReadPosition, for key: TopicMemberKey) throws {
        try database.run(
            SQL.set, app, key.account, key.group, key.topic, position.msgSeq, position.floor)
    }

    func remove(_ key: TopicMemberKey) throws {
        try database.run(SQL.delete, app, key.account, key.group, key.topic)
    }
}
