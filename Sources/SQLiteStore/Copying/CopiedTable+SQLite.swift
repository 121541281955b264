import StoreCopy

/// A copied table as this store has it.
///
/// The statements are put together from the names of ``CopiedTable``, whose rows tell by names what tables tell by numbers.
struct CopiedTableSQL: RawRepresentable {
    let rawValue: String

    /// Lists the rows of a table, those behind the first `?1`.
    ///
    /// The order is that in which they lie on disk; of groups and of permission groups it is the order of their numbers. What
    /// belongs to a group or topic that is gone is left out.
    static func list(_ table: CopiedTable) -> CopiedTableSQL {
        let columns = (table.subjectColumns + table.columns.map { column(table, $0) }).joined(separator: ", ")
        return CopiedTableSQL(
            rawValue: "SELECT \(columns) FROM \(source(table)) ORDER BY \(order(table)) LIMIT -1 OFFSET ?1")
    }

    /// A column, by what the table has in its place.
    private static func column(_ table: CopiedTable, _ column: String) -> String {
        switch (table, column) {
        case (.messages, "seq"): "messages.id & 4294967295"
        case (_, "message"): "\(table.name).message & 4294967295"
        case (.memberships, _): "members.\(column)"
        default: "\(table.name).\(column)"
        }
    }

    /// The table with those that know the names; CROSS JOIN keeps it the outer one, so that rows come in its order.
    private static func source(_ table: CopiedTable) -> String {
        let name = table.name
        let group = "CROSS JOIN groups ON groups.number = \(name).group_number"
        switch table.subject {
        case .app where table == .groupCounts: return "group_counts WHERE count <> 0"
        case .app, .account, .group(isItself: true): return name
        case .membership: return "members"
        case .group(isItself: false), .permissionGroup(isItself: true), .stream(isItself: true):
            return "\(name) \(group)"
        case .permissionGroup(isItself: false):
            return """
                \(name) \(group)
                CROSS JOIN permission_groups ON permission_groups.number = \(name).permission_group_number
                """
        case .stream(isItself: false):
            return """
                \(name) CROSS JOIN streams ON streams.number = \(name).\(messageColumn(table)) >> 32
                CROSS JOIN groups ON groups.number = streams.group_number
                """
        case .streamOrBroadcasts:
            return """
                \(name) LEFT JOIN streams ON streams.number = \(name).stream
                LEFT JOIN groups ON groups.number = streams.group_number
                WHERE \(name).stream = 0 OR groups.number IS NOT NULL
                """
        }
    }

    // MARK: One app

    /// Lists the rows of an app, `?1`, in the order of ``CopiedTable/appOrder``.
    ///
    /// But for the sendings of the last minutes, rows are read in that order from a key or an index, and never sorted.
    static func appList(_ table: CopiedTable) -> CopiedTableSQL {
        let name = table.name
        let columns = (table.subjectColumns + table.columns.map { column(table, $0) }).joined(separator: ", ")
        let group = "CROSS JOIN groups ON groups.number = \(name).group_number"
        let rows =
            switch table.subject {
            case .app where table == .groupCounts: "group_counts WHERE app = ?1 AND count <> 0"
            case .app, .account, .group(isItself: true): "\(name) WHERE app = ?1"
            case .membership: "members WHERE app = ?1"
            case .group(isItself: false), .permissionGroup(isItself: true), .stream(isItself: true):
                "\(name) \(group) WHERE \(name).app = ?1"
            case .permissionGroup(isItself: false): "\(source(table)) WHERE \(name).app = ?1"
            case .stream(isItself: false):
                """
                groups CROSS JOIN streams ON streams.app = groups.app AND streams.group_number = groups.number
                CROSS JOIN \(name) ON \(name).\(messageColumn(table))
                    BETWEEN (streams.number << 32) AND ((streams.number << 32) | 4294967295)
                WHERE groups.app = ?1
                """
            case .streamOrBroadcasts:
                """
                \(name) LEFT JOIN streams ON streams.number = \(name).stream
                LEFT JOIN groups ON groups.number = streams.group_number
                WHERE \(name).app = ?1 AND (\(name).stream = 0 OR groups.number IS NOT NULL)
                """
            }
        let order = table.appOrder.map { appOrder(table, $0) }.joined(separator: ", ")
        return CopiedTableSQL(
            rawValue: "SELECT \(columns) FROM \(rows)" + (order.isEmpty ? "" : " ORDER BY \(order)"))
    }

    private static func appOrder(_ table: CopiedTable, _ name: String) -> String {
        switch (table.subject, name) {
        case (.group(isItself: true), "group"): "groups.number"
        case (.stream(isItself: false), "group"), (.streamOrBroadcasts, "group"): "groups.number"
        case (.stream, "topic"), (.streamOrBroadcasts, "topic"): "streams.topic"
        case (.stream(isItself: false), "seq"), (.stream(isItself: false), "message"):
            "\(table.name).\(messageColumn(table))"
        case (.membership, "group"): "members.group_number"
        case (_, "group"): "\(table.name).group_number"
        case (.permissionGroup(isItself: true), "permission_group"): "permission_groups.number"
        case (_, "permission_group"): "\(table.name).permission_group_number"
        case (.membership, _): "members.\(name)"
        default: "\(table.name).\(name)"
        }
    }

    /// Removes all rows of an app, `?1`, those of groups and topics that are gone too.
    ///
    /// What hangs on messages goes with them.
    static func deleteAll(_ table: CopiedTable) -> CopiedTableSQL {
        switch table.subject {
        case .stream(isItself: false):
            let column = "\(table.name).\(messageColumn(table))"
            return CopiedTableSQL(
                rawValue: """
                    DELETE FROM \(table.name) WHERE \(messageColumn(table)) IN (
                        SELECT \(column) FROM streams CROSS JOIN \(table.name)
                            ON \(column) BETWEEN (streams.number << 32) AND ((streams.number << 32) | 4294967295)
                        WHERE streams.app = ?1)
                    """)
        default:
            return CopiedTableSQL(rawValue: "DELETE FROM \(table.name) WHERE app = ?1")
        }
    }

    /// The column that holds a ``MessageID``.
    private static func messageColumn(_ table: CopiedTable) -> String {
        table == .messages ? "id" : "message"
    }

    private static func order(_ table: CopiedTable) -> String {
        let columns =
            switch table {
            case .accounts, .globalMutes: ["app", "account"]
            case .portraitItems: ["app", "account", "tag"]
            case .groups: ["app", "number"]
            case .groupCounts: ["app", "type"]
            case .groupGrowth, .broadcasts: ["app"]
            case .members, .memberships: ["app", "group_number", "rank", "join_time", "entry"]
            case .mutes: ["app", "group_number", "topic", "account"]
            case .bans: ["app", "group_number", "account"]
            case .roomAdmins: ["app", "group_number", "entry"]
            case .attributes: ["app", "group_number"]
            case .counters: ["app", "group_number", "position"]
            case .topics: ["app", "group_number", "topic"]
            case .topicReads: ["app", "account", "group_number", "topic"]
            case .permissionGroups: ["app", "group_number", "number"]
            case .permissionGroupMembers: ["app", "group_number", "permission_group_number", "entry"]
            case .topicPermissions: ["app", "group_number", "permission_group_number", "topic"]
            case .streams: ["number"]
            case .messages: ["id"]
            case .recentSends: ["app", "kept_until", "stream", "random", "digest"]
            case .receipts: ["message", "is_read", "account"]
            case .extensions: ["message", "key"]
            case .extensionCounters: ["message"]
            }
        let name = table == .memberships ? CopiedTable.members.name : table.name
        return columns.map { "\(name).\($0)" }.joined(separator: ", ")
    }

    // MARK: Loading

    /// The columns of a row that is loaded: what its subject becomes, then the others.
    static func loadedColumns(_ table: CopiedTable) -> [String] {
        let subject =
            switch table.subject {
            case .app: ["app"]
            case .account: ["app", "account"]
            case .group(isItself: true): ["number", "app", "group_id"]
            case .group(isItself: false):
                ["app", "group_number"]
                    + (table == .members ? ["group_id", "group_type", "group_topics", "group_active"] : [])
            case .permissionGroup(isItself: true): ["number", "app", "group_number", "permission_group"]
            case .permissionGroup(isItself: false): ["app", "group_number", "permission_group_number"]
            case .stream(isItself: true): ["number", "app", "group_number", "topic"]
            case .stream(isItself: false): [messageColumn(table)]
            case .streamOrBroadcasts: ["app", "stream"]
            case .membership: [String]()
            }
        return subject + ownColumns(table)
    }

    /// The columns that are no part of a row's subject.
    static func ownColumns(_ table: CopiedTable) -> [String] {
        switch table.subject {
        // its number is a part of the subject here
        case .stream(isItself: false): Array(table.columns.dropFirst())
        default: table.columns
        }
    }

    /// Inserts a row of ``loadedColumns(_:)``.
    static func insert(_ table: CopiedTable) -> CopiedTableSQL {
        let columns = loadedColumns(table)
        let values = columns.indices.map { "?\($0 + 1)" }.joined(separator: ", ")
        return CopiedTableSQL(
            rawValue: "INSERT INTO \(table.name) (\(columns.joined(separator: ", "))) VALUES (\(values))")
    }
}
