import GRDB
import StoreCopy

/// Inserts the rows of one table, whose subjects become the numbers that this store has given them.
struct RowLoading {
    private enum SQL: String {
        case group = """
            SELECT number, type, supports_topics, is_activated FROM groups WHERE app = ?1 AND group_id = ?2
            """
        case permissionGroup = """
            SELECT number FROM permission_groups WHERE app = ?1 AND group_number = ?2 AND permission_group = ?3
            """
        case stream = "SELECT number FROM streams WHERE app = ?1 AND group_number = ?2 AND topic = ?3"
        case textColumns = "SELECT name FROM pragma_table_info(?1) WHERE type = 'TEXT'"
    }

    /// What a subject has become: that of the last row, for rows of one subject mostly come one after the other.
    private struct Known {
        let subject: ArraySlice<CopiedValue>
        let values: CopiedRow
    }

    private let table: CopiedTable
    private let database: Database
    private let insertion: CopiedTableSQL
    /// Whether each loaded column holds a text.
    private let isText: [Bool]
    private var known: Known?

    init(_ table: CopiedTable, database: Database) throws {
        self.table = table
        self.database = database
        insertion = .insert(table)
        let texts = Set(try database.rows(SQL.textColumns, table.name) { $0.text(0) })
        isText = CopiedTableSQL.loadedColumns(table).map(texts.contains)
    }

    /// - Parameter place: how many rows of the table were inserted before.
    mutating func insert(_ rows: [CopiedRow], at place: Int64) throws {
        var place = place
        for row in rows {
            place += 1
            let values = try loaded(row, number: place)
            // a statement for each row: looking a subject up needs others meanwhile
            try database.prepare(insertion).run(
                list: zip(values, isText).map { BoundValue(value: $0, isText: $1) })
        }
    }

    /// The values of ``CopiedTableSQL/loadedColumns(_:)``.
    private mutating func loaded(_ row: CopiedRow, number: Int64) throws -> CopiedRow {
        let own = row[table.subjectWidth...]
        switch table.subject {
        case .app, .account, .membership:
            return row
        case .group(isItself: true):
            return [.integer(number)] + row
        case .group(isItself: false):
            let group = try find(row.prefix(2), group)
            return [row[0]] + (table == .members ? group : [group[0]]) + own
        case .permissionGroup(isItself: true):
            let group = try find(row.prefix(2), group)[0]
            // triggers count the members as they come
            let counted = zip(table.columns, own).map { $0 == "member_count" ? .integer(0) : $1 }
            return [.integer(number), row[0], group, row[2]] + counted
        case .permissionGroup(isItself: false):
            return try [row[0]] + find(row.prefix(3), permissionGroup) + own
        case .stream(isItself: true):
            return try [.integer(number), row[0], find(row.prefix(2), group)[0], row[2]] + own
        case .stream(isItself: false):
            let stream = try find(row.prefix(3), stream)[0]
            let seq = row[3].number
            guard (0...Int64(UInt32.max)).contains(seq) else {
                throw CopyError.unfitValue(table: table, column: table.columns[0])
            }
            return [.integer(MessageID(stream: stream.number, seq: seq).number)] + own.dropFirst()
        case .streamOrBroadcasts:
            return try [row[0], row[1] == .null ? .integer(0) : find(row.prefix(3), stream)[0]] + own
        }
    }

    // MARK: Subjects

    private mutating func find(
        _ subject: ArraySlice<CopiedValue>, _ look: (ArraySlice<CopiedValue>) throws -> CopiedRow?
    ) throws -> CopiedRow {
        if let known, known.subject == subject {
            return known.values
        }
        guard let values = try look(subject) else {
            throw CopyError.unknownSubject(table: table)
        }
        known = Known(subject: subject, values: values)
        return values
    }

    /// The number of a group, and what each of its members repeats of it.
    private func group(_ subject: ArraySlice<CopiedValue>) throws -> CopiedRow? {
        let id = String(decoding: subject[1].text, as: UTF8.self)
        let found: [CopiedRow] = try database.rows(SQL.group, subject[0].number, id) { row in
            [
                .integer(row.integer(0)), subject[1], .integer(row.integer(1)), .integer(row.integer(2)),
                .integer(row.integer(3)),
            ]
        }
        return found.first
    }

    /// The numbers of a permission group's group and of itself.
    private func permissionGroup(_ subject: ArraySlice<CopiedValue>) throws -> CopiedRow? {
        try part(of: subject, SQL.permissionGroup).map { [$0.group, $0.part] }
    }

    /// The number of a stream.
    private func stream(_ subject: ArraySlice<CopiedValue>) throws -> CopiedRow? {
        try part(of: subject, SQL.stream).map { [$0.part] }
    }

    private func part(
        of subject: ArraySlice<CopiedValue>, _ sql: SQL
    ) throws -> (group: CopiedValue, part: CopiedValue)? {
        guard let group = try group(subject)?.first else {
            return nil
        }
        let found = try database.integers(
            sql, subject[0].number, group.number, String(decoding: subject[2].text, as: UTF8.self))
        return found.first.map { (group, .integer($0)) }
    }
}
