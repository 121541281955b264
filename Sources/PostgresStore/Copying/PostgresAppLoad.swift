import StoreCopy

/// An app that is filled inside a transaction of a connection of its own.
final class PostgresAppLoad: AppLoad {
    private static let savepoint = Statement("SAVEPOINT app_rows")
    private static let release = Statement("RELEASE SAVEPOINT app_rows")
    private static let rollBack = Statement("ROLLBACK TO SAVEPOINT app_rows")

    let place: String
    private let app: UInt32
    private let connection: PostgresConnection
    /// The numbers of a block that are not given yet, of the tables that give numbers.
    private var blocks: [CopiedTable: Range<Int64>] = [:]

    private init(app: UInt32, place: String, connection: PostgresConnection) {
        self.app = app
        self.place = place
        self.connection = connection
    }

    /// Fills an app, and commits; what the body throws takes it back.
    ///
    /// It blocks the calling thread.
    static func with<Value>(
        app: UInt32, settings: ConnectionSettings, _ body: (any AppLoad) throws -> Value
    ) throws -> Value {
        let connection = try settings.namingFailures {
            let connection = try PostgresConnection(settings)
            // it plans as the connections of nodes do, by keys whatever the server knows of tables that are being filled
            _ = try connection.exchange(Planning.settings.map { Statement($0) } + [Statement("BEGIN")])
            return connection
        }
        do {
            let value = try body(
                PostgresAppLoad(app: app, place: "postgres:" + settings.place, connection: connection))
            _ = try connection.exchange([Statement("COMMIT")])
            return value
        } catch {
            _ = try? connection.exchange([Statement("ROLLBACK")])
            throw error
        }
    }

    func readRows(of table: CopiedTable, _ take: ([CopiedRow]) throws -> Void) throws {
        try CopiedRows(connection: connection).read(table, ofApp: app, take)
    }

    func empty(forgetsOutbox: Bool) throws {
        let tables = CopiedTable.allCases.reversed().map { CopiedTableSQL(table: $0).deleteAll(of: app) }
        let outbox = forgetsOutbox ? ["DELETE FROM outbox WHERE app = \(app)"] : []
        _ = try connection.exchange((tables + outbox).map { Statement($0) })
    }

    func load(_ rows: [CopiedRow], into table: CopiedTable) throws {
        let serials = try serials(rows.count, of: table)
        _ = try connection.exchange([Self.savepoint])
        do {
            var loading = RowLoading(table, connection: connection)
            try loading.load(rows, counting: serials)
            try RowReferences(table, connection: connection).check(rows)
            _ = try connection.exchange([Self.release])
        } catch {
            if connection.isUsable {
                _ = try connection.exchange([Self.rollBack, Self.release])
            }
            throw Self.loadError(error, table)
        }
    }

    func firstContradiction() throws -> String? {
        let questions = Contradictions.questions(app)
        for (sql, sentence) in questions {
            if let found = try connection.exchange([Statement(sql)])[0].rows({ $0.text(0) }).first {
                return sentence(found)
            }
        }
        return nil
    }

    /// What counts the next rows of a table, those of one that gives numbers by blocks of its sequence.
    private func serials(_ count: Int, of table: CopiedTable) throws -> [Int64] {
        let numbered = [CopiedTable.groups, .streams, .permissionGroups]
        guard let (_, sequence) = zip(numbered, NumberTable.sequences).first(where: { $0.0 == table }) else {
            return [Int64](repeating: 0, count: count)
        }
        var block = blocks[table] ?? 0..<0
        let perBlock = NumberTable.blockSize - 1
        let missing = Int64(count) - Int64(block.count)
        var serials = Array(block.prefix(count))
        if missing > 0 {
            let wanted = (missing + perBlock - 1) / perBlock
            let sql = "SELECT nextval('\(sequence)') FROM generate_series(1, $1)"
            let taken = try connection.exchange([Statement(sql, [.integer(wanted)])])[0].rows { $0.integer(0) }
            for first in taken.sorted() {
                // the first number of a block is no row's
                block = first + 1..<first + NumberTable.blockSize
                serials += block.prefix(count - serials.count)
            }
        }
        if let last = serials.last {
            blocks[table] = last + 1..<max(last + 1, block.upperBound)
        }
        return serials
    }

    private static func loadError(_ error: any Error, _ table: CopiedTable) -> any Error {
        switch (error as? PostgresError)?.state {
        case "23505": AppLoadError.repeatedRow(table)
        case "23514": AppLoadError.brokenRule(table)
        default: error
        }
    }
}
