import GRDB
import Groups
import StoreTransactions
import Wire

/// The streams of one app; a stream is the sequence of a group's or a topic's messages.
struct StreamTable {
    enum SQL: String, CaseIterable {
        case find = """
            SELECT number, is_room, uncounted, cleared_seq FROM streams WHERE app = ?1 AND group_number = ?2 AND topic = ?3
            """
        case insertNumbered = """
            INSERT INTO streams (app, group_number, topic, number, is_room, uncounted, cleared_seq)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
            """
        case save = "UPDATE streams SET uncounted = ?2, cleared_seq = ?3 WHERE number = ?1"
        case cutOff = "UPDATE streams SET group_number = NULL WHERE app = ?1 AND group_number = ?2 AND topic = ?3"
        case cutOffAll = "UPDATE streams SET group_number = NULL WHERE app = ?1 AND group_number = ?2"
        case list = """
            SELECT number, group_number IS NULL, is_room FROM streams INDEXED BY streams_by_number
            WHERE app = ?1 AND number > ?2 ORDER BY number LIMIT ?3
            """
        case delete = "DELETE FROM streams WHERE number = ?1"
    }

    typealias Row = StreamRow

    let database: Database
    let app: SDKAppID

    /// Cuts a topic's stream off from the topic, so that its messages can be removed in steps.
    func cutOff(_ topic: TopicID, of group: Int64) throws {
        try database.run(SQL.cutOff, app, group, Self.place(topic))
    }

    /// Cuts the streams of a group and of its topics off from them.
    func cutOffAll(of group: Int64) throws {
        try database.run(SQL.cutOffAll, app, group)
    }

    /// Streams of the app by number, those of groups and topics that are gone included.
    func list(after number: Int64, limit: Int64) throws -> [ListedStream] {
        try database.rows(SQL.list, app, number, limit) { row in
            ListedStream(number: row.integer(0), isCutOff: row.bool(1), isRoom: row.bool(2))
        }
    }

    /// Deletes a stream that has no messages any more.
    func delete(_ stream: Int64) throws {
        try database.run(SQL.delete, stream)
    }

    /// What the column `topic` holds.
    private static func place(_ topic: TopicID?) -> String {
        topic?.text ?? ""
    }
}

extension StreamTable: PreparedTable {
    static var finding: SQL { .find }

    func bind(_ key: StreamKey, to statement: borrowing PreparedStatement) throws {
        try statement.bind(app, key.group, Self.place(key.topic))
    }

    static func row(_ statement: borrowing PreparedStatement) throws -> StreamRow {
        StreamRow(
            number: statement.integer(0), isRoom: statement.bool(1), uncounted: statement.integer(2),
            clearedSeq: statement.integer(3))
    }

    func write(_ changes: [RowChange<StreamKey, StreamRow>]) throws {
        for change in changes {
            switch (change.old, change.new) {
            case (nil, let new?):
                try database.run(
                    SQL.insertNumbered, app, change.key.group, Self.place(change.key.topic), new.number, new.isRoom,
                    new.uncounted, new.clearedSeq)
            case (_?, let new?):
                try database.run(SQL.save, new.number, new.uncounted, new.clearedSeq)
            case (let old?, nil):
                try delete(old.number)
            case (nil, nil):
                break
            }
        }
    }
}
