package import StoreCopy

/// The store of a database that a copy fills.
package final class PostgresLoad: StoreLoad {
    package let place: String
    package let identity: String
    private let settings: ConnectionSettings
    /// It plans as the connections of nodes do, by keys whatever the server knows of tables that are being filled.
    private let connection: PostgresConnection
    /// What is read again, on a connection of its own that sees what was there when it began.
    private var reading: CopiedRows?

    /// Finds a database without a store, whose tables are made, or with an unused store or an unfinished copy.
    ///
    /// It blocks the calling thread.
    ///
    /// - Throws: ``StoreOpenError``.
    package init(uri: String) throws {
        let settings = try ConnectionSettings.forCopying(uri: uri)
        self.settings = settings
        place = "postgres:" + settings.place
        (connection, identity) = try settings.namingFailures {
            let connection = try PostgresConnection(settings)
            let identity = try connection.openForCopying(settings.place)
            try connection.keepOtherCopiesAway(settings.place)
            _ = try connection.exchange(Planning.settings.map { Statement($0) })
            return (connection, identity)
        }
    }

    package func mark() throws -> CopyMark? {
        try CopyMarkTable.find(in: connection)
    }

    package func isUnused() throws -> Bool {
        let tables = CopiedTable.allCases.map { "EXISTS (SELECT FROM \($0.name))" }
        let given = NumberTable.sequences.map { "(SELECT is_called FROM \($0))" }
        let uses = (tables + given).joined(separator: " OR ")
        return try connection.exchange([Statement("SELECT \(uses)")])[0].rows { $0.bool(0) } == [false]
    }

    package func begin(_ mark: CopyMark) throws {
        _ = try connection.exchange(CopyMarkTable.making(mark))
    }

    package func load(
        _ rows: [CopiedRow], into table: CopiedTable, at place: Int64, then mark: CopyMark
    ) throws {
        _ = try connection.exchange([Statement("BEGIN")])
        do {
            if !rows.isEmpty {
                var loading = RowLoading(table, connection: connection)
                try loading.load(rows, counting: place + 1...place + Int64(rows.count))
            }
            _ = try connection.exchange([CopyMarkTable.saving(mark), Statement("COMMIT")])
        } catch {
            _ = try? connection.exchange([Statement("ROLLBACK")])
            throw error
        }
    }

    /// Lets the next numbers be larger than those that were given, and the server count the rows, for its plans.
    package func prepareComparison() throws {
        for (sequence, table) in zip(NumberTable.sequences, [CopiedTable.groups, .streams, .permissionGroups]) {
            // a permission group's number is what was counted, the others end with a bucket
            let bits = table == .permissionGroups ? 0 : Bucket.bits
            let size = NumberTable.blockSize
            // the next block, whose first number is no row's
            let next = "((coalesce(max(number), -1) >> \(bits)) / \(size) + 1) * \(size)"
            _ = try connection.exchange([
                Statement("SELECT setval('\(sequence)', \(next), false) FROM \(table.name) HAVING count(*) > 0")
            ])
        }
        try connection.run(script: "ANALYZE")
    }

    package func readRows(
        of table: CopiedTable, after count: Int64, isOrdered: Bool, _ take: ([CopiedRow]) throws -> Void
    ) throws {
        try beginReading().read(table, after: count, isOrdered: isOrdered, take)
    }

    private func beginReading() throws -> CopiedRows {
        if let reading {
            return reading
        }
        let connection = try settings.namingFailures { try PostgresConnection(settings) }
        try CopiedRows.begin(connection)
        let rows = CopiedRows(connection: connection)
        reading = rows
        return rows
    }

    package func end() throws {
        // it holds locks on what it has read
        reading = nil
        _ = try connection.exchange([CopyMarkTable.remove])
    }
}

extension PostgresConnection {
    /// Takes a lock that only one copy into the database has, until its connection ends.
    ///
    /// The server may need a moment to learn that the process of an earlier copy is gone.
    ///
    /// - Throws: ``StoreOpenError/copyRunning(place:)``, ``PostgresError``.
    fileprivate func keepOtherCopiesAway(_ place: String) throws {
        _ = try exchange([Statement("SET lock_timeout = 10000")])
        do {
            // the first number is `Qun1` in ASCII
            _ = try exchange([Statement("SELECT pg_advisory_lock(1366650417, 1)")])
        } catch let error as PostgresError where error.isTimeOut {
            throw StoreOpenError.copyRunning(place: place)
        }
        _ = try exchange([Statement("SET lock_timeout = 0")])
    }
}
