import GRDB
import Groups
import Storage
import StoreTransactions
import Wire

/// The topics of one app's groups, inside one transaction.
struct TopicTable {
    enum SQL: String, CaseIterable {
        case find = """
            SELECT topic, name, introduction, notification, face_url, custom_string, create_time, last_msg_time,
                next_msg_seq, is_muted, read_floor
            FROM topics WHERE app = ?1 AND group_number = ?2 AND topic = ?3
            """
        case list = """
            SELECT topic, name, introduction, notification, face_url, custom_string, create_time, last_msg_time,
                next_msg_seq, is_muted, read_floor
            FROM topics WHERE app = ?1 AND group_number = ?2
            ORDER BY create_time, topic
            """
        case count = "SELECT count(*) FROM topics WHERE app = ?1 AND group_number = ?2"
        case insertRow = """
            INSERT INTO topics (app, group_number, topic, name, introduction, notification, face_url, custom_string,
                create_time, last_msg_time, next_msg_seq, is_muted, read_floor)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)
            """
        case save = """
            UPDATE topics SET name = ?4, introduction = ?5, notification = ?6, face_url = ?7, custom_string = ?8,
                is_muted = ?9, next_msg_seq = ?10, last_msg_time = ?11, read_floor = ?12
            WHERE app = ?1 AND group_number = ?2 AND topic = ?3
            """
        case readFloor = "SELECT read_floor FROM topics WHERE app = ?1 AND group_number = ?2 AND topic = ?3"
        case recordMessages = """
            UPDATE topics SET next_msg_seq = ?4, last_msg_time = ?5, read_floor = ?6
            WHERE app = ?1 AND group_number = ?2 AND topic = ?3
            """
        /// Messages of all topics, and how many of them a member has read.
        case totals = """
            SELECT sum(next_msg_seq - 1), sum(iif(topics.read_floor = topic_reads.read_floor, msg_seq, topics.read_floor))
            FROM topics LEFT JOIN topic_reads ON topic_reads.app = ?1 AND topic_reads.account = ?3
                AND topic_reads.group_number = ?2 AND topic_reads.topic = topics.topic
            WHERE topics.app = ?1 AND topics.group_number = ?2
            """
        case delete = "DELETE FROM topics WHERE app = ?1 AND group_number = ?2 AND topic = ?3"
        case deleteOfGroup = "DELETE FROM topics WHERE app = ?1 AND group_number = ?2"
    }

    let database: Database
    let app: SDKAppID

    /// Writes what messages have moved of a topic.
    func recordMessages(in topic: Topic, of group: Int64, readFloor: Int64) throws {
        try database.run(SQL.recordMessages, app, group, topic.id, topic.nextMsgSeq, topic.lastMsgTime, readFloor)
    }

    /// How many messages all topics of a group have had together, and how many of them a member has read.
    func totals(of group: Int64, for account: Account) throws -> JoinedGroup.TopicTotals {
        let statement = try database.prepare(SQL.totals)
        try statement.bind(app, group, account)
        let isThere = try statement.step()
        return JoinedGroup.TopicTotals(
            messages: isThere ? statement.integer(0) : 0, read: isThere ? statement.integer(1) : 0)
    }

    /// The number of a group's topics, which is small.
    func count(of group: Int64) throws -> Int {
        let statement = try database.prepare(SQL.count)
        try statement.bind(app, group)
        return try statement.step() ? Int(statement.integer(0)) : 0
    }

    /// Deletes a topic on which nothing hangs any more.
    func delete(_ topic: TopicID, of group: Int64) throws {
        try database.run(SQL.delete, app, group, topic)
    }

    func deleteAll(of group: Int64) throws {
        try database.run(SQL.deleteOfGroup, app, group)
    }

    private static func topic(_ statement: borrowing PreparedStatement) throws -> Topic {
        Topic(
            id: try statement.topic(0),
            name: statement.text(1),
            introduction: statement.text(2),
            notification: statement.text(3),
            faceURL: statement.text(4),
            customString: statement.text(5),
            createTime: statement.time(6),
            lastMsgTime: statement.time(7),
            nextMsgSeq: statement.integer(8),
            isMuted: statement.bool(9))
    }
}

extension TopicTable: PreparedTable {
    static var finding: SQL { .find }

    func bind(_ key: TopicKey, to statement: borrowing PreparedStatement) throws {
        try statement.bind(app, key.group, key.topic)
    }

    static func row(_ statement: borrowing PreparedStatement) throws -> TopicRow {
        TopicRow(topic: try topic(statement), readFloor: statement.integer(10))
    }

    func write(_ changes: [RowChange<TopicKey, TopicRow>]) throws {
        for change in changes {
            let group = change.key.group
            guard let row = change.new else {
                try delete(change.key.topic, of: group)
                continue
            }
            let topic = row.topic
            if let old = change.old {
                guard !old.differsByMessages(from: row) else {
                    try recordMessages(in: topic, of: group, readFloor: row.readFloor)
                    continue
                }
                try database.run(
                    SQL.save, app, group, topic.id, topic.name, topic.introduction, topic.notification, topic.faceURL,
                    topic.customString, topic.isMuted, topic.nextMsgSeq, topic.lastMsgTime, row.readFloor)
            } else {
                try database.run(
                    SQL.insertRow, app, group, topic.id, topic.name, topic.introduction, topic.notification,
                    topic.faceURL, topic.customString, topic.createTime, topic.lastMsgTime, topic.nextMsgSeq,
                    topic.isMuted, row.readFloor)
            }
        }
    }

    /// All topics of a group, by time of creation, then by identifier.
    func rows(of group: GroupNumber) throws -> [TopicRow] {
        try database.rows(SQL.list, app, group, read: Self.row)
    }
}

extension PreparedStatement {
    /// - Throws: ``DamagedRow`` for a text that no topic can have.
    func topic(_ column: Int32) throws -> TopicID {
        guard let topic = TopicID(text(column)) else {
            throw DamagedRow(table: "topics")
        }
        return topic
    }
}
