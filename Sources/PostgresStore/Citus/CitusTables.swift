/// Where Citus puts the tables of a database, and the statements that tell it so.
///
/// All tables whose keys begin with a bucket are divided by it in the same way, so that what one command changes in one group is on
/// one server. The rest stays on the coordinator, where nodes connect.
enum CitusTables {
    /// The tables that are divided, the first of which decides how.
    static let divided = [
        "groups", "members", "mutes", "bans", "room_admins", "attributes", "counters", "topics", "topic_reads",
        "permission_groups", "permission_group_members", "topic_permissions", "streams", "messages", "recent_sends",
        "receipts", "extensions", "extension_counters", "accounts", "portrait_items", "global_mutes", "memberships",
        "group_counts", "group_growth", "broadcasts", "commits", "outbox", buckets,
    ]

    /// The tables that stay on the coordinator: what they hold is asked when a store is opened.
    static let undivided = ["store", "schema_version", "nodes"]

    /// A table that only divided databases have, with one row for each bucket.
    ///
    /// - A statement that adds rows joins it, so that Citus knows at once that they belong to one server.
    /// - Its rows are locks, as an advisory lock is known to one server only.
    static let buckets = "buckets"

    static let makeBuckets = """
        CREATE TABLE IF NOT EXISTS buckets (bucket integer PRIMARY KEY)
        """
    static let fillBuckets = """
        INSERT INTO buckets SELECT * FROM generate_series(0, \(Bucket.count - 1)) ON CONFLICT DO NOTHING
        """

    /// Divides a table that is not divided yet.
    ///
    /// - Parameter shardCount: the parts, for the first of ``divided``.
    static func divide(_ table: String, shardCount: Int) -> String {
        let way = table == divided[0] ? "shard_count := \(shardCount)" : "colocate_with := '\(divided[0])'"
        return """
            SELECT create_distributed_table('\(table)', 'bucket', \(way))
            WHERE NOT EXISTS (SELECT FROM pg_dist_partition WHERE logicalrelid = '\(table)'::regclass)
            """
    }

    /// Has the workers look for rows by their indexes as ``Planning`` says, and answers how many of them refuse.
    ///
    /// The coordinator's sessions set that themselves; what they set does not reach the workers.
    static let setUpWorkers = """
        SELECT count(*) FILTER (WHERE NOT success)
        FROM (VALUES
                \(Planning.parameters.map { "('\($0.name)', '\($0.value)')" }.joined(separator: ", "))
            ) AS parameters (name, value)
            CROSS JOIN LATERAL run_command_on_workers(
                format('ALTER DATABASE %I SET %I = %L', current_database(), name, value))
        """

    /// Frees what rows took on the coordinator that were there before a table was divided.
    static func truncate(_ table: String) -> String {
        "SELECT truncate_local_data_after_distributing_table('\(table)')"
    }

    /// The parts into which the tables are divided where the operator says nothing.
    static let defaultShardCount = 32

    /// All statements, for whoever runs them by hand in a database that has the tables.
    static var script: String {
        let statements =
            [makeBuckets]
            + divided.flatMap { [divide($0, shardCount: defaultShardCount), truncate($0)] }
            + [fillBuckets, setUpWorkers]
        return """
            -- Divides the tables of a store among the servers of Citus. Printed by `qun store prepare --citus --print`, which without
            -- --print makes the tables and runs this; docs/citus.md says what comes before. It can be run again.

            \(statements.map { $0 + ";\n" }.joined(separator: "\n"))
            """
    }
}
