import StoreCopy

/// A copied table as this store has it.
///
/// The statements are put together from the names of ``CopiedTable``, whose rows tell by names what tables tell by numbers.
struct CopiedTableSQL {
    let table: CopiedTable

    /// Lists the rows.
    ///
    /// Groups and permission groups come in the order of their numbers, members in that of their lists, so that those of one group
    /// lie near each other wherever they go; all others by their keys. What belongs to a group or topic that is gone is left
    /// out.
    ///
    /// - Parameter isOrdered: whether the order counts where rows make no list.
    func list(isOrdered: Bool) -> String {
        let columns = (table.subjectColumns + table.columns.map(column)).joined(separator: ", ")
        let order = isOrdered || table.listWidth != nil ? " ORDER BY \(order)" : ""
        return "SELECT \(columns) FROM \(source)\(order)"
    }

    private func column(_ column: String) -> String {
        // an app's groups are counted in parts
        (table, column) == (.groupCounts, "count") ? "sum(count)::bigint" : "\(table.name).\(column)"
    }

    private var source: String {
        let name = table.name
        let group = "JOIN groups ON groups.bucket = \(name).bucket AND groups.number = \(name).group_number"
        switch table.subject {
        case .app where table == .groupCounts: return "group_counts GROUP BY app, type HAVING sum(count) <> 0"
        case .app, .account, .group(isItself: true), .membership: return name
        case .group(isItself: false), .permissionGroup(isItself: true), .stream(isItself: true):
            return "\(name) \(group)"
        case .permissionGroup(isItself: false):
            return """
                \(name) \(group)
                JOIN permission_groups ON permission_groups.bucket = \(name).bucket
                    AND permission_groups.group_number = \(name).group_number
                    AND permission_groups.number = \(name).permission_group_number
                """
        case .stream(isItself: false):
            return """
                \(name) JOIN streams ON streams.bucket = \(name).bucket AND streams.number = \(name).stream
                JOIN groups ON groups.bucket = streams.bucket AND groups.number = streams.group_number
                """
        case .streamOrBroadcasts:
            return """
                \(name) LEFT JOIN streams ON streams.bucket = \(name).bucket AND streams.number = \(name).stream
                LEFT JOIN groups ON groups.bucket = streams.bucket AND groups.number = streams.group_number
                WHERE \(name).stream = 0 OR groups.number IS NOT NULL
                """
        }
    }

    /// The order, which an index has where the table may be large.
    private var order: String {
        let columns =
            switch table {
            case .groups: ["app + 0", "number"]
            case .members: ["group_number + 0", "rank", "join_time", "entry"]
            case .permissionGroups: ["group_number + 0", "number"]
            case .accounts, .globalMutes: ["bucket", "app", "account"]
            case .portraitItems: ["bucket", "app", "account", "tag"]
            case .groupCounts: ["app", "type"]
            case .groupGrowth, .broadcasts: ["bucket", "app"]
            case .memberships: ["bucket", "app", "account", "group_number"]
            case .mutes: ["bucket", "group_number", "topic", "account"]
            case .bans: ["bucket", "group_number", "account"]
            case .roomAdmins: ["bucket", "group_number", "entry"]
            case .attributes: ["bucket", "group_number"]
            case .counters: ["bucket", "group_number", "position"]
            case .topics: ["bucket", "group_number", "topic"]
            case .topicReads: ["bucket", "group_number", "account", "topic"]
            case .permissionGroupMembers: ["bucket", "group_number", "account", "permission_group_number"]
            case .topicPermissions: ["bucket", "group_number", "permission_group_number", "topic"]
            case .streams: ["bucket", "number"]
            case .messages: ["bucket", "stream", "seq"]
            case .recentSends: ["bucket", "stream", "app", "random", "digest", "kept_until"]
            case .receipts: ["bucket", "stream", "message", "is_read", "account"]
            case .extensions: ["bucket", "stream", "message", "key"]
            case .extensionCounters: ["bucket", "stream", "message"]
            }
        return columns.map { "\(table.name).\($0)" }.joined(separator: ", ")
    }

    // MARK: One app

    /// Lists the rows of an app in the order of ``CopiedTable/appOrder``.
    func appList(of app: UInt32) -> String {
        let columns = (table.subjectColumns + table.columns.map(column)).joined(separator: ", ")
        let order = table.appOrder.map(appOrder).joined(separator: ", ")
        return "SELECT \(columns) FROM \(appRows(of: app))" + (order.isEmpty ? "" : " ORDER BY \(order)")
    }

    private func appRows(of app: UInt32) -> String {
        switch table.subject {
        case .app where table == .groupCounts:
            "group_counts WHERE app = \(app) GROUP BY app, type HAVING sum(count) <> 0"
        case .app, .account, .group(isItself: true), .membership: "\(table.name) WHERE \(table.name).app = \(app)"
        case .group(isItself: false), .permissionGroup, .stream: "\(source) WHERE groups.app = \(app)"
        case .streamOrBroadcasts:
            """
            \(table.name) LEFT JOIN streams ON streams.bucket = \(table.name).bucket
                    AND streams.number = \(table.name).stream
                LEFT JOIN groups ON groups.bucket = streams.bucket AND groups.number = streams.group_number
                WHERE \(table.name).app = \(app) AND (\(table.name).stream = 0 OR groups.number IS NOT NULL)
            """
        }
    }

    private func appOrder(_ name: String) -> String {
        switch (table.subject, name) {
        case (.app, "type"): "type"
        case (.membership, "group"): "memberships.group_number"
        case (_, "group"): "groups.number NULLS FIRST"
        case (_, "permission_group"): "permission_groups.number"
        case (.stream, "topic"), (.streamOrBroadcasts, "topic"): "streams.topic NULLS FIRST"
        default: "\(table.name).\(name)"
        }
    }

    /// Removes all rows of an app, those of groups and topics that are gone too.
    func deleteAll(of app: UInt32) -> String {
        let name = table.name
        switch table.subject {
        case .app, .account, .group(isItself: true), .stream(isItself: true), .streamOrBroadcasts, .membership:
            return "DELETE FROM \(name) WHERE app = \(app)"
        case .group(isItself: false), .permissionGroup:
            return """
                DELETE FROM \(name) USING groups
                WHERE groups.app = \(app) AND groups.bucket = \(name).bucket AND groups.number = \(name).group_number
                """
        case .stream(isItself: false):
            return """
                DELETE FROM \(name) USING streams
                WHERE streams.app = \(app) AND streams.bucket = \(name).bucket AND streams.number = \(name).stream
                """
        }
    }

    // MARK: Loading

    /// The columns of a row that is loaded: what its subject becomes, then the others.
    var loadedColumns: [String] {
        subjectNumbers + table.columns + extraColumns
    }

    private var subjectNumbers: [String] {
        switch table.subject {
        case .app: ["bucket", "app"]
        case .account: ["bucket", "app", "account"]
        case .group(isItself: true): ["bucket", "number", "app", "group_id"]
        case .group(isItself: false): ["bucket", "group_number"]
        case .permissionGroup(isItself: true): ["bucket", "group_number", "number", "permission_group"]
        case .permissionGroup(isItself: false): ["bucket", "group_number", "permission_group_number"]
        case .stream(isItself: true): ["bucket", "number", "app", "group_number", "topic"]
        case .stream(isItself: false): ["bucket", "stream"]
        case .streamOrBroadcasts: ["bucket", "stream", "app"]
        case .membership: ["bucket", "app", "account", "group_id", "group_number"]
        }
    }

    /// What this store has beside what is copied.
    private var extraColumns: [String] {
        switch table {
        case .members: ["account_bucket"]
        case .groupCounts: ["part"]
        default: []
        }
    }

    /// Takes rows of ``loadedColumns`` in binary form.
    var load: String {
        "COPY \(table.name) (\(loadedColumns.joined(separator: ", "))) FROM STDIN (FORMAT binary)"
    }
}
