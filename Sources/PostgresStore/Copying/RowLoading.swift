import StoreCopy
import Wire

/// Loads rows of one table, whose subjects become the buckets that they belong to and the numbers that this store gives them.
struct RowLoading {
    private enum SQL: String {
        case columns = """
            SELECT attname::text, atttypid::bigint FROM pg_attribute
            WHERE attrelid = to_regclass($1) AND attnum > 0 AND NOT attisdropped
            """
        case groups = """
            SELECT number, 0::bigint, type, supports_topics, is_activated, place
            FROM unnest($1::bigint[], $2::bigint[], $3::text[], $4::text[])
                    WITH ORDINALITY AS wanted (bucket, app, group_id, part, place)
                JOIN groups USING (bucket, app, group_id)
            """
        /// As ``groups``, with the number of the permission group beside that of the group.
        case permissionGroups = """
            SELECT groups.number, permission_groups.number, type, supports_topics, is_activated, place
            FROM unnest($1::bigint[], $2::bigint[], $3::text[], $4::text[])
                    WITH ORDINALITY AS wanted (bucket, app, group_id, part, place)
                JOIN groups USING (bucket, app, group_id)
                JOIN permission_groups ON permission_groups.bucket = wanted.bucket
                    AND permission_groups.group_number = groups.number AND permission_group = wanted.part
            """
        /// As ``groups``, with the number of the stream beside that of the group.
        case streams = """
            SELECT groups.number, streams.number, type, supports_topics, is_activated, place
            FROM unnest($1::bigint[], $2::bigint[], $3::text[], $4::text[])
                    WITH ORDINALITY AS wanted (bucket, app, group_id, part, place)
                JOIN groups USING (bucket, app, group_id)
                JOIN streams ON streams.bucket = wanted.bucket AND streams.group_number = groups.number
                    AND streams.topic = wanted.part
            """
    }

    /// What a subject has become.
    private struct Known {
        let group: Int64
        /// Of the permission group or the stream; 0 where the subject is the group.
        let part: Int64
        /// What lists of joined groups repeat of the group: type, topics, activation.
        let repeated: CopiedRow
    }

    private let table: CopiedTable
    private let connection: PostgresConnection
    private var known: [ArraySlice<CopiedValue>: Known] = [:]

    init(_ table: CopiedTable, connection: PostgresConnection) {
        self.table = table
        self.connection = connection
    }

    /// - Parameter serials: what counts each row, in ascending order; the numbers that rows get are made of them.
    mutating func load(_ rows: [CopiedRow], counting serials: some Sequence<Int64>) throws {
        try findSubjects(of: rows)
        let own = try zip(rows, serials).map { row, serial in try loaded(row, serial: serial) }
        try copy(own, into: table)
        if table == .members {
            try copy(try rows.map(membership), into: .memberships)
        }
    }

    private func copy(_ rows: [CopiedRow], into table: CopiedTable) throws {
        let sql = CopiedTableSQL(table: table)
        let found = try connection.exchange([Statement(SQL.columns.rawValue, [.text(table.name)])])[0].rows { row in
            (name: row.text(0), type: UInt32(truncatingIfNeeded: row.integer(1)))
        }
        let types = Dictionary(found.map { ($0.name, $0.type) }, uniquingKeysWith: { first, _ in first })
        let columns = try sql.loadedColumns.map { name in
            guard let type = types[name].flatMap({ ColumnType(rawValue: $0) }) else {
                throw CopyError.unfitValue(table: table, column: name)
            }
            return (name: name, type: type)
        }
        var data = CopyData(table, columns: columns)
        for row in rows {
            try data.append(row)
        }
        data.end()
        try connection.copy(sql.load, data.bytes)
    }

    // MARK: Rows

    /// The values of ``CopiedTableSQL/loadedColumns``.
    private func loaded(_ row: CopiedRow, serial: Int64) throws -> CopiedRow {
        let own = row[table.subjectWidth...]
        switch table.subject {
        case .app:
            return [.integer(Bucket.of(app: row[0].number, name: []))] + row
                + (table == .groupCounts ? [.integer(0)] : [])
        case .account:
            return [Self.bucket(row[0], row[1])] + row
        case .group(isItself: true):
            let bucket = Bucket.of(app: row[0].number, name: row[1].text)
            return [.integer(bucket), .integer(serial << Bucket.bits | bucket)] + row
        case .group(isItself: false):
            let group = try subject(row, 2).group
            return Self.withBucket(group) + own + (table == .members ? [Self.bucket(row[0], row[2])] : [])
        case .permissionGroup(isItself: true):
            let group = try subject(row, 2).group
            return Self.withBucket(group) + [.integer(serial), row[2]] + own
        case .permissionGroup(isItself: false):
            let known = try subject(row, 3)
            return Self.withBucket(known.group) + [.integer(known.part)] + own
        case .stream(isItself: true):
            let group = try subject(row, 2).group
            let number = serial << Bucket.bits | Bucket.of(group)
            return Self.withBucket(number) + [row[0], .integer(group), row[2]] + own
        case .stream(isItself: false):
            return try Self.withBucket(subject(row, 3).part) + own
        case .streamOrBroadcasts:
            return try Self.withBucket(row[1] == .null ? 0 : subject(row, 3).part) + [row[0]] + own
        case .membership:
            throw CopyError.unknownSubject(table: table)
        }
    }

    /// What the account of a member's row has in its list of joined groups.
    private func membership(_ row: CopiedRow) throws -> CopiedRow {
        let known = try subject(row, 2)
        let (app, id, account) = (row[0], row[1], row[2])
        let joinTime = row[table.subjectWidth + 2]
        let rank = row[table.subjectWidth + 1]
        return [Self.bucket(app, account), app, account, id, .integer(known.group), joinTime] + known.repeated + [rank]
    }

    private static func bucket(_ app: CopiedValue, _ name: CopiedValue) -> CopiedValue {
        .integer(Bucket.of(app: app.number, name: name.text))
    }

    /// The bucket that a number of a group or stream ends with, and the number.
    private static func withBucket(_ number: Int64) -> CopiedRow {
        [.integer(Bucket.of(number)), .integer(number)]
    }

    // MARK: Subjects

    private func subject(_ row: CopiedRow, _ width: Int) throws -> Known {
        guard let known = known[row.prefix(width)] else {
            throw CopyError.unknownSubject(table: table)
        }
        return known
    }

    /// Finds the numbers of what rows hang on, in one round trip.
    private mutating func findSubjects(of rows: [CopiedRow]) throws {
        let sql: SQL
        let width: Int
        switch table.subject {
        case .app, .account, .group(isItself: true), .membership: return
        case .group(isItself: false), .permissionGroup(isItself: true), .stream(isItself: true):
            (sql, width) = (.groups, 2)
        case .permissionGroup(isItself: false):
            (sql, width) = (.permissionGroups, 3)
        case .stream(isItself: false), .streamOrBroadcasts:
            (sql, width) = (.streams, 3)
        }
        let wanted = Array(Set(rows.map { $0.prefix(width) }.filter { $0[1] != .null }))
        let parameters: [Parameter] = [
            .integers(wanted.map { Bucket.of(app: $0[0].number, name: $0[1].text) }),
            .integers(wanted.map { $0[0].number }), .texts(wanted.map { Self.text($0[1]) }),
            .texts(wanted.map { width > 2 ? Self.text($0[2]) : "" }),
        ]
        let found = try connection.exchange([Statement(sql.rawValue, parameters)])[0].rows { row in
            (
                place: Int(row.integer(5)) - 1,
                known: Known(
                    group: row.integer(0), part: row.integer(1),
                    repeated: [.integer(row.integer(2)), .integer(row.integer(3)), .integer(row.integer(4))])
            )
        }
        known = Dictionary(uniqueKeysWithValues: found.map { (wanted[$0.place], $0.known) })
    }

    private static func text(_ value: CopiedValue) -> String {
        String(decoding: value.text, as: UTF8.self)
    }
}
