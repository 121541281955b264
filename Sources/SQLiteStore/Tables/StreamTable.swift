import GRDB
import Groups
import Wire

/// The streams of one app; a stream is the sequence of a group's or a topic's messages.
struct StreamTable {
    enum SQL: String, CaseIterable {
        case find = """
            SELECT number, uncounted FROM streams WHERE app = ?1 AND group_number = ?2 AND topic = ?3
            """
        case insert = """
            INSERT INTO streams (app, group_number, topic, is_room, uncounted, cleared_seq)
            VALUES (?1, ?2, ?3, ?4, 0, 0) RETURNING number
            """
        case setUncounted = "UPDATE streams SET uncounted = ?2 WHERE number = ?1"
        case clear = "UPDATE streams SET cleared_seq = max(cleared_seq, ?2) WHERE number = ?1"
        case cutOff = "UPDATE streams SET group_number = NULL WHERE app = ?1 AND group_number = ?2 AND topic = ?3"
        case cutOffAll = "UPDATE streams SET group_number = NULL WHERE app = ?1 AND group_number = ?2"
        case list = """
            SELECT number, group_number IS NULL, is_room FROM streams INDEXED BY streams_by_number
            WHERE app = ?1 AND number > ?2 ORDER BY number LIMIT ?3
            """
        case delete = "DELETE FROM streams WHERE number = ?1"
    }

    /// A stream that can take and show messages.
    struct Row {
        /// Store-wide, never given again.
        let number: Int64
        /// How many of its messages are not counted as unread, those that are gone included.
        var uncounted: Int64
    }

    /// A stream as the trimming sees it.
    struct Listed {
        let number: Int64
        /// Whether its group or topic is gone.
        let isCutOff: Bool
        let isRoom: Bool
    }

    let database: Database
    let app: SDKAppID

    /// - Returns: `nil` for a conversation that never had a message.
    func find(_ topic: TopicID?, of group: Int64) throws -> Row? {
        let statement = try database.prepare(SQL.find)
        try statement.bind(app, group, Self.place(topic))
        guard try statement.step() else {
            return nil
        }
        return Row(number: statement.integer(0), uncounted: statement.integer(1))
    }

    func findOrInsert(_ topic: TopicID?, of group: Int64, isRoom: Bool) throws -> Row {
        if let row = try find(topic, of: group) {
            return row
        }
        let statement = try database.prepare(SQL.insert)
        try statement.bind(app, group, Self.place(topic), isRoom)
        guard try statement.step() else {
            throw DamagedRow(table: "streams")
        }
        return Row(number: statement.integer(0), uncounted: 0)
    }

    func setUncounted(of stream: Row) throws {
        try database.run(SQL.setUncounted, stream.number, stream.uncounted)
    }

    func clear(_ stream: Row, upTo seq: Int64) throws {
        try database.run(SQL.clear, stream.number, seq)
    }

    /// Cuts a topic's stream off from the topic, so that its messages can be removed in steps.
    func cutOff(_ topic: TopicID, of group: Int64) throws {
        try database.run(SQL.cutOff, app, group, Self.place(topic))
    }

    /// Cuts the streams of a group and of its topics off from them.
    func cutOffAll(of group: Int64) throws {
        try database.run(SQL.cutOffAll, app, group)
    }

    /// Streams of the app by number, those of groups and topics that are gone included.
    func list(after number: Int64, limit: Int64) throws -> [Listed] {
        let statement = try database.prepare(SQL.list)
        try statement.bind(app, number, limit)
        var streams: [Listed] = []
        while try statement.step() {
            streams.append(
                Listed(number: statement.integer(0), isCutOff: statement.bool(1), isRoom: statement.bool(2)))
        }
        return streams
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
