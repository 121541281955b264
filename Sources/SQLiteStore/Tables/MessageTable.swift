import GRDB
import Groups
import Storage
import StoreTransactions
import Wire

/// The messages of streams, inside one transaction.
struct MessageTable {
    enum SQL: String, CaseIterable {
        case insert = """
            INSERT INTO messages (id, sender, time, random, priority, flags, uncounted, body, cloud_custom_data)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)
            """
        case find = """
            SELECT id, sender, time, random, priority, flags, body, cloud_custom_data, uncounted FROM messages
            WHERE id = ?1
            """
        case page = """
            SELECT id, sender, time, random, priority, flags, body, cloud_custom_data, uncounted FROM messages
            WHERE id BETWEEN ?1 AND ?2 ORDER BY id DESC
            """
        /// The oldest message of a range: how many messages up to it do not count as unread, and its flags.
        case uncounted = "SELECT uncounted, flags FROM messages WHERE id BETWEEN ?1 AND ?2 ORDER BY id LIMIT 1"
        case newest = "SELECT id FROM messages WHERE id BETWEEN ?1 AND ?2 ORDER BY id DESC LIMIT 1"
        case oldest = "SELECT id, time FROM messages WHERE id BETWEEN ?1 AND ?2 ORDER BY id LIMIT ?3"
        case addFlagToSender = """
            UPDATE messages SET flags = flags | ?4 WHERE id BETWEEN ?1 AND ?2 AND sender = ?3
            """
        case save = "UPDATE messages SET flags = ?2, body = ?3, cloud_custom_data = ?4 WHERE id = ?1"
        case saveFlags = "UPDATE messages SET flags = ?2 WHERE id = ?1"
        case deleteRange = "DELETE FROM messages WHERE id BETWEEN ?1 AND ?2"
    }

    typealias Flags = MessageRow.Flags

    let database: Database

    /// How many messages that follow a number are not counted as unread, as far as they are still there.
    func uncounted(after seq: Int64, in stream: StreamTable.Row) throws -> Int64 {
        let statement = try database.prepare(SQL.uncounted)
        try statement.bind(
            MessageID(stream: stream.number, seq: seq + 1),
            MessageID(stream: stream.number, seq: Int64(UInt32.max)))
        guard try statement.step() else {
            return 0
        }
        let isUncounted = Flags(rawValue: statement.integer(1)).contains(.uncounted)
        return stream.uncounted - statement.integer(0) + (isUncounted ? 1 : 0)
    }

    func recallAll(sentBy sender: Account, _ seqs: ClosedRange<Int64>, in stream: Int64) throws {
        try database.run(
            SQL.addFlagToSender, MessageID(stream: stream, seq: seqs.lowerBound),
            MessageID(stream: stream, seq: seqs.upperBound), sender, Flags.recalled.rawValue)
    }

    // MARK: Trimming

    /// The number of a stream's newest message that is there.
    func newestSeq(in stream: Int64) throws -> Int64? {
        let statement = try database.prepare(SQL.newest)
        try statement.bind(MessageID(stream: stream, seq: 0), MessageID(stream: stream, seq: Int64(UInt32.max)))
        return try statement.step() ? MessageID.seq(of: statement.integer(0)) : nil
    }

    /// The oldest messages of a stream that are there, the oldest first.
    func oldest(in stream: Int64, limit: Int64) throws -> [(seq: Int64, time: UnixTime)] {
        try database.rows(
            SQL.oldest, MessageID(stream: stream, seq: 0), MessageID(stream: stream, seq: Int64(UInt32.max)), limit
        ) { row in
            (MessageID.seq(of: row.integer(0)), row.time(1))
        }
    }

    /// Deletes messages with what hangs on them.
    func delete(_ seqs: ClosedRange<Int64>, in stream: Int64) throws {
        try database.run(
            SQL.deleteRange, MessageID(stream: stream, seq: seqs.lowerBound),
            MessageID(stream: stream, seq: seqs.upperBound))
    }

    private static func message(_ statement: borrowing PreparedStatement) throws -> Message {
        guard
            let random = UInt32(exactly: statement.integer(3)),
            let priority = MsgPriority.allCases.first(where: { $0.number == statement.integer(4) })
        else {
            throw DamagedRow(table: "messages")
        }
        return Message(
            seq: MessageID.seq(of: statement.integer(0)),
            sender: try statement.account(1),
            time: statement.time(2),
            random: random,
            priority: priority,
            content: MessageContent(
                body: statement.withBytes(6) { Array($0) }, cloudCustomData: statement.text(7)),
            isRecalled: Flags(rawValue: statement.integer(5)).contains(.recalled))
    }
}

extension MessageTable: PreparedTable {
    static var finding: SQL { .find }

    func bind(_ key: MessageKey, to statement: borrowing PreparedStatement) throws {
        try statement.bind(MessageID(key))
    }

    static func row(_ statement: borrowing PreparedStatement) throws -> MessageRow {
        MessageRow(
            try message(statement), flags: Flags(rawValue: statement.integer(5)), uncounted: statement.integer(8))
    }

    func write(_ changes: [RowChange<MessageKey, MessageRow>]) throws {
        let insertion = try database.prepare(SQL.insert)
        for change in changes {
            let id = MessageID(change.key)
            guard let row = change.new else {
                try database.run(SQL.deleteRange, id, id)
                continue
            }
            let message = row.message
            guard let old = change.old else {
                try insertion.run(
                    id, message.sender, message.time, Int64(message.random), message.priority.number,
                    row.flags.rawValue, row.uncounted, Blob(message.content.body),
                    Blob(message.content.cloudCustomData))
                insertion.reset()
                continue
            }
            guard !old.differsByFlags(from: row) else {
                try database.run(SQL.saveFlags, id, row.flags.rawValue)
                continue
            }
            try database.run(
                SQL.save, id, row.flags.rawValue, Blob(message.content.body), Blob(message.content.cloudCustomData))
        }
    }

    /// The messages of a range that are there, the newest first.
    func rows(_ seqs: ClosedRange<Int64>, in stream: StreamNumber) throws -> [MessageRow] {
        try database.rows(
            SQL.page, MessageID(stream: stream, seq: seqs.lowerBound), MessageID(stream: stream, seq: seqs.upperBound),
            read: Self.row)
    }
}
