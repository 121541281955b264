import StoreCopy

/// Whether rows that were loaded name accounts, members, topics and messages that are there: the tables have no foreign keys.
struct RowReferences {
    private enum SQL: String {
        case accounts = """
            SELECT count(*) FROM unnest($1::bigint[], $2::bigint[], $3::text[]) AS named (bucket, app, account)
                JOIN accounts USING (bucket, app, account)
            """
        case members = """
            SELECT count(*) FROM unnest($1::bigint[], $2::bigint[], $3::text[], $4::text[])
                    AS named (bucket, app, group_id, account)
                JOIN groups USING (bucket, app, group_id)
                JOIN members ON members.bucket = named.bucket AND members.group_number = groups.number
                    AND members.account = named.account
            """
        case topics = """
            SELECT count(*) FROM unnest($1::bigint[], $2::bigint[], $3::text[], $4::text[])
                    AS named (bucket, app, group_id, topic)
                JOIN groups USING (bucket, app, group_id)
                JOIN topics ON topics.bucket = named.bucket AND topics.group_number = groups.number
                    AND topics.topic = named.topic
            """
        case messages = """
            SELECT count(*) FROM unnest($1::bigint[], $2::bigint[], $3::text[], $4::text[], $5::bigint[])
                    AS named (bucket, app, group_id, topic, seq)
                JOIN groups USING (bucket, app, group_id)
                JOIN streams ON streams.bucket = named.bucket AND streams.group_number = groups.number
                    AND streams.topic = named.topic
                JOIN messages ON messages.bucket = named.bucket AND messages.stream = streams.number
                    AND messages.seq = named.seq
            """
    }

    private let table: CopiedTable
    private let connection: PostgresConnection

    init(_ table: CopiedTable, connection: PostgresConnection) {
        self.table = table
        self.connection = connection
    }

    /// - Throws: ``AppLoadError/missingReference(_:)``.
    func check(_ rows: [CopiedRow]) throws {
        switch table {
        case .portraitItems, .globalMutes: try check(.accounts, rows.map { [$0[0], $0[1]] })
        case .groups: try check(.accounts, try named("owner", in: rows).map { [$0.row[0], $0.value] })
        case .members, .roomAdmins: try check(.accounts, try named("account", in: rows).map { [$0.row[0], $0.value] })
        case .topicReads:
            try check(.members, try named("account", in: rows).map { [$0.row[0], $0.row[1], $0.value] })
            try check(.topics, try named("topic", in: rows).map { [$0.row[0], $0.row[1], $0.value] })
        case .permissionGroupMembers:
            try check(.members, try named("account", in: rows).map { [$0.row[0], $0.row[1], $0.value] })
        case .topicPermissions:
            try check(.topics, try named("topic", in: rows).map { [$0.row[0], $0.row[1], $0.value] })
        case .receipts, .extensions, .extensionCounters:
            try check(.messages, rows.map { Array($0.prefix(4)) })
        case .accounts, .groupCounts, .groupGrowth, .broadcasts, .memberships, .mutes, .bans, .attributes, .counters,
            .topics,
            .permissionGroups, .streams, .messages, .recentSends:
            break
        }
    }

    /// The rows that have a value in a column, and that value.
    private func named(_ column: String, in rows: [CopiedRow]) throws -> [(row: CopiedRow, value: CopiedValue)] {
        guard let place = table.columns.firstIndex(of: column) else {
            throw CopyError.unfitValue(table: table, column: column)
        }
        return rows.compactMap { row in
            let value = row[table.subjectWidth + place]
            return value == .null ? nil : (row, value)
        }
    }

    /// - Parameter names: of each what `SQL` takes, without the bucket.
    private func check(_ sql: SQL, _ names: [CopiedRow]) throws {
        let names = Set(names)
        guard let width = names.first?.count else {
            return
        }
        let list = Array(names)
        var parameters: [Parameter] = [
            .integers(list.map { Bucket.of(app: $0[0].number, name: $0[1].text) }),
            .integers(list.map { $0[0].number }),
        ]
        for place in 1..<width {
            // only the last may be the number of a message
            if sql == .messages, place == width - 1 {
                parameters.append(.integers(list.map { $0[place].number }))
            } else {
                parameters.append(.texts(list.map { String(decoding: $0[place].text, as: UTF8.self) }))
            }
        }
        let found = try connection.exchange([Statement(sql.rawValue, parameters)])[0].rows { $0.integer(0) }.first
        guard found == Int64(list.count) else {
            throw AppLoadError.missingReference(table)
        }
    }
}
