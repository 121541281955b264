/// Other texts for statements that Citus refuses in any form of ``CitusStatements``, or takes apart.
///
/// Each has the parameters of the statement in whose place it stands, and answers the same rows.
enum CitusForms {
    /// What is sent for a statement, by its text.
    static let texts: [String: [String]] = [
        GroupGrowthTable.SQL.hold.rawValue: [hold],
        GroupCountTable.SQL.add.rawValue: [addToCounts],
        RecentSendTable.SQL.purge.rawValue: [purge],
        RecentSendTable.SQL.purgeFuture.rawValue: [purgeFuture],
        MembershipTable.SQL.insert.rawValue: [insertMemberships],
        MembershipTable.SQL.deleteOfGroup.rawValue: [deleteMembershipsOfGroup],
        MembershipTable.SQL.activate.rawValue: [activateMemberships],
        MemberTable.SQL.deleteOfAccounts.rawValue: [deleteMembersOfAccounts],
        TopicReadTable.SQL.deleteOfAccounts.rawValue: [deleteTopicReadsOfAccounts],
        PermissionGroupTable.SQL.countOutAccounts.rawValue: [countOutAccounts],
        PermissionGroupTable.SQL.takeOutAccounts.rawValue: [takeOutAccounts],
        TraceTable.SQL.find.rawValue: traces,
        OutboxTable.SQL.waitingLanes.rawValue: [waitingLanes],
    ]

    /// All that waits of the app is looked through, as no statement goes from lane to lane over several servers.
    private static let waitingLanes = """
        SELECT DISTINCT lane FROM outbox
        WHERE app + 0 = $1 AND state = 0 AND lane > $2::text ORDER BY lane LIMIT $3
        """

    /// An advisory lock is known to one server only; this is a lock of a row.
    private static let hold = "SELECT FROM buckets WHERE bucket = $1 & 1023 FOR NO KEY UPDATE"

    private static let addToCounts = """
        INSERT INTO group_counts (bucket, app, type, part, count)
        SELECT buckets.bucket, $2::bigint, type, pg_backend_pid() & 15, difference
        FROM buckets CROSS JOIN unnest($3::bigint[], $4::bigint[]) AS new (type, difference)
        WHERE buckets.bucket = $1
        ON CONFLICT (bucket, app, type, part) DO UPDATE SET count = group_counts.count + excluded.count
        """

    /// Of the transaction's own bucket only, so that no other server takes part; the other buckets have transactions too.
    private static let purge = """
        DELETE FROM recent_sends WHERE bucket = $bucket AND ctid = ANY (ARRAY (
            SELECT ctid FROM recent_sends
            WHERE bucket = $bucket AND app + 0 = $1 AND kept_until <= $2
            ORDER BY kept_until LIMIT $3 FOR UPDATE SKIP LOCKED))
        """

    /// All buckets, as this is rare.
    private static let purgeFuture = """
        WITH gone AS MATERIALIZED (
            SELECT bucket, stream, random, digest, kept_until FROM recent_sends
            WHERE app + 0 = $1 AND kept_until >= $2 ORDER BY kept_until DESC LIMIT $3)
        DELETE FROM recent_sends USING gone
        WHERE recent_sends.bucket = gone.bucket AND recent_sends.stream = gone.stream AND app = $1
            AND recent_sends.random = gone.random AND recent_sends.digest = gone.digest
            AND recent_sends.kept_until = gone.kept_until
        """

    /// The accounts are kept by ``AccountTable/keep(_:)``, for they are on other servers than the groups.
    private static let insertMemberships = """
        INSERT INTO memberships (app, bucket, account, group_number, join_time, group_id, group_type, group_topics,
            group_active, rank)
        SELECT $1::bigint, new.bucket, account, group_number, join_time, group_id, type, supports_topics, is_activated, rank
        FROM (
            SELECT * FROM unnest($2::bigint[], $3::text[], $4::bigint[], $5::bigint[], $6::bigint[], $7::bigint[])
                AS new (bucket, account, group_bucket, group_number, join_time, rank)
            WHERE group_bucket = $bucket) AS new
            JOIN groups ON groups.bucket = $bucket AND number = group_number
        """

    private static let deleteMembershipsOfGroup = """
        WITH gone AS MATERIALIZED (
            SELECT account_bucket, account FROM members WHERE bucket = $2 AND group_number = $3)
        DELETE FROM memberships USING gone
        WHERE memberships.bucket = account_bucket AND app = $1 AND memberships.account = gone.account AND group_number = $3
        """

    private static let activateMemberships = """
        WITH changed AS MATERIALIZED (
            SELECT account_bucket, account FROM members WHERE bucket = $2 AND group_number = $3)
        UPDATE memberships SET group_active = true FROM changed
        WHERE memberships.bucket = account_bucket AND app = $1 AND memberships.account = changed.account
            AND group_number = $3
        """

    /// The memberships of accounts of one bucket, for a statement about groups on all servers.
    private static let membershipsOfAccounts = """
        WITH gone AS MATERIALIZED (
            SELECT memberships.account, group_number
            FROM (SELECT * FROM unnest($2::bigint[], $3::text[]) AS named (bucket, account) WHERE bucket = $bucket) AS named
                JOIN memberships ON memberships.bucket = $bucket AND memberships.account = named.account
            WHERE app = $1)
        """

    private static let deleteMembersOfAccounts = """
        \(membershipsOfAccounts)
        DELETE FROM members USING gone
        WHERE members.bucket = gone.group_number & 1023 AND members.group_number = gone.group_number
            AND members.account = gone.account
        """

    private static let deleteTopicReadsOfAccounts = """
        \(membershipsOfAccounts)
        DELETE FROM topic_reads USING gone
        WHERE topic_reads.bucket = gone.group_number & 1023 AND topic_reads.group_number = gone.group_number
            AND topic_reads.account = gone.account
        """

    private static let countOutAccounts = """
        \(membershipsOfAccounts)
        UPDATE permission_groups SET member_count = member_count - lost.count
        FROM (
            SELECT entries.bucket, entries.group_number, permission_group_number, count(*)
            FROM gone JOIN permission_group_members AS entries ON entries.bucket = gone.group_number & 1023
                AND entries.group_number = gone.group_number AND entries.account = gone.account
            GROUP BY entries.bucket, entries.group_number, permission_group_number) AS lost
        WHERE permission_groups.bucket = lost.bucket AND permission_groups.group_number + 0 = lost.group_number
            AND number = permission_group_number
        """

    private static let takeOutAccounts = """
        \(membershipsOfAccounts)
        DELETE FROM permission_group_members AS entries USING gone
        WHERE entries.bucket = gone.group_number & 1023 AND entries.group_number = gone.group_number
            AND entries.account = gone.account
        """

    /// The kinds of traces, each asked for by itself: memberships by the buckets of accounts, the rest of all servers.
    private static let traces =
        [
            """
            SELECT 0, place, group_id
            FROM unnest($2::bigint[], $3::text[]) WITH ORDINALITY AS wanted (bucket, account, place)
                JOIN memberships USING (bucket, account)
            WHERE app = $1
            """,
            """
            SELECT 1, place, group_id
            FROM unnest($3::text[]) WITH ORDINALITY AS wanted (owner, place) JOIN groups USING (owner)
            WHERE app + 0 = $1
            """,
        ]
        + [(kind: 2, table: "room_admins"), (kind: 3, table: "mutes"), (kind: 3, table: "bans")].map { kind, table in
            """
            SELECT \(kind), place, group_id
            FROM unnest($3::text[]) WITH ORDINALITY AS wanted (account, place)
                JOIN \(table) ON \(table).account || '' = wanted.account
                JOIN groups ON groups.bucket = \(table).bucket AND number = group_number
            WHERE app = $1
            """
        }
}
