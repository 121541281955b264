extension PostgresStore {
    /// What becomes of a database that is made ready.
    package enum Preparation: Sendable {
        /// The tables are made and brought up.
        case tables
        /// They are made and brought up, and Citus divides them.
        ///
        /// - Parameter shardCount: the parts, which counts where nothing is divided yet.
        case dividedTables(shardCount: Int)
    }

    /// The statements by which Citus divides the tables of a database, for whoever runs them by hand.
    package static var citusScript: String { CitusTables.script }

    /// The parts into which Citus divides the tables where the operator says nothing.
    package static let defaultShardCount = CitusTables.defaultShardCount

    /// The most parts: there are no more buckets.
    package static let maximumShardCount = Int(Bucket.count)

    /// Makes the tables of a database or brings them up, and has Citus divide them where that is wanted.
    ///
    /// It blocks the calling thread, and can be repeated. Rows that are there stay.
    ///
    /// - Parameters:
    ///   - uri: as in ``open(uri:options:surroundings:logger:didCommit:)``.
    ///   - tell: is told in a line what has been done, step by step.
    /// - Throws: ``StoreOpenError``; a database that Citus cannot divide stays as it is.
    package static func prepare(
        uri: String, _ preparation: Preparation, tell: (String) -> Void
    ) throws(StoreOpenError) {
        _ = try withDatabase(uri: uri) { connect, place in
            let connection = try connect(migrationSilence)
            if case .dividedTables = preparation {
                try requireCoordinator(connection, place)
                try requireNoNodes(connection, place)
            }
            try Schema.bringUp(connection, place: place)
            tell("the tables are those of schema version \(Schema.currentVersion)")
            if case .dividedTables(let shardCount) = preparation {
                try divide(connection, shardCount: shardCount, tell: tell)
            }
        }
    }

    /// - Returns: whether the tables of a database are divided.
    static func isDivided(_ connection: PostgresConnection) throws -> Bool {
        guard try has(connection, "FROM pg_extension WHERE extname = 'citus'") else {
            return false
        }
        return try has(
            connection, "FROM pg_dist_partition WHERE logicalrelid = to_regclass('\(CitusTables.divided[0])')")
    }

    /// Divides the tables that are not divided yet, all or none.
    static func divide(_ connection: PostgresConnection, shardCount: Int, tell: (String) -> Void) throws {
        let before = try undivided(connection)
        if !before.isEmpty {
            try divide(before, on: connection, shardCount: shardCount)
        }
        for table in CitusTables.divided {
            tell("\(table): \(before.contains(table) ? "divided by bucket" : "is divided already")")
        }
        let shards = try connection.exchange([
            Statement(
                """
                SELECT count(*), count(DISTINCT nodename || ':' || nodeport) FROM citus_shards
                WHERE table_name = '\(CitusTables.divided[0])'::regclass
                """)
        ])[0].rows { (count: $0.integer(0), servers: $0.integer(1)) }
        if let shards = shards.first {
            tell("the parts of each table: \(shards.count), on servers: \(shards.servers)")
        }
    }

    private static func divide(_ tables: Set<String>, on connection: PostgresConnection, shardCount: Int) throws {
        let beginning = ["BEGIN"] + Schema.patience + [Schema.lock, CitusTables.makeBuckets]
        _ = try connection.exchange(beginning.map { Statement($0) })
        for table in CitusTables.divided where tables.contains(table) {
            _ = try connection.exchange([Statement(CitusTables.divide(table, shardCount: shardCount))])
            _ = try connection.exchange([Statement(CitusTables.truncate(table))])
        }
        _ = try connection.exchange([Statement(CitusTables.fillBuckets), Statement("COMMIT")])
        // those that refuse answer no less, but may read more rows than they need
        _ = try connection.exchange([Statement(CitusTables.setUpWorkers)])
    }

    /// The names of tables that are to be divided and are not.
    private static func undivided(_ connection: PostgresConnection) throws -> Set<String> {
        let divided = try connection.exchange([
            Statement("SELECT logicalrelid::regclass::text FROM pg_dist_partition")
        ])[0].rows { $0.text(0) }
        return Set(CitusTables.divided).subtracting(divided)
    }

    /// - Throws: ``StoreOpenError/notDivisible(place:reason:)``.
    private static func requireCoordinator(_ connection: PostgresConnection, _ place: String) throws {
        guard try has(connection, "FROM pg_extension WHERE extname = 'citus'") else {
            let isThere = try has(connection, "FROM pg_available_extensions WHERE name = 'citus'")
            throw StoreOpenError.notDivisible(
                place: place,
                reason: isThere
                    ? "the extension citus is not made there; CREATE EXTENSION citus in this database on each server does so"
                    : "the server has no extension citus; docs/citus.md says what it takes")
        }
        guard try has(connection, "FROM pg_dist_local_group WHERE groupid = 0") else {
            throw StoreOpenError.notDivisible(
                place: place, reason: "it is a worker; tables are divided at the coordinator")
        }
        guard try has(connection, "FROM pg_dist_node WHERE shouldhaveshards AND isactive AND noderole = 'primary'")
        else {
            throw StoreOpenError.notDivisible(
                place: place, reason: "no server takes parts of tables; citus_add_node adds one")
        }
    }

    /// A node that has the store open would go on with the statements of undivided tables.
    private static func requireNoNodes(_ connection: PostgresConnection, _ place: String) throws {
        guard try !isDivided(connection) else {
            return
        }
        let others = try has(
            connection,
            """
            FROM pg_stat_activity
            WHERE datname = current_database() AND application_name = '\(ConnectionSettings.applicationName)'
                AND pid <> pg_backend_pid()
            """)
        guard !others else {
            throw StoreOpenError.notDivisible(place: place, reason: "a node has it open; stop all nodes first")
        }
    }

    private static func has(_ connection: PostgresConnection, _ rows: String) throws -> Bool {
        try connection.exchange([Statement("SELECT EXISTS (SELECT \(rows))")])[0].rows { $0.bool(0) }.first ?? false
    }
}
