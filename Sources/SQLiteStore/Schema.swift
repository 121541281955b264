import GRDB

/// The form of the database, and the way from older forms to the present one.
///
/// A database carries the number of its form as `user_version` and the mark of its makers as `application_id`. A
/// migration that a release has shipped is never edited; a new form is a new entry at the end of the list.
enum Schema {
    /// `Qun1` in ASCII.
    static let applicationID = 0x5175_6E31

    /// The migrations; the entry at index `n` leads from version `n` to version `n + 1`.
    static let migrations = [
        version1,
        version2,
        version3,
        version4,
        version5,
        version6,
        version7,
        version8,
        version9,
        version10,
        version11,
    ]

    /// The version that this program reads and writes.
    static var currentVersion: Int { migrations.count }

    /// Checks that a database is one of Qun's, of a version that a release has written, and no newer than this program.
    ///
    /// - Returns: its version, 0 for an empty one.
    /// - Throws: ``StoreOpenError``.
    static func version(of database: Database, file: String) throws -> Int {
        let version = try Int.fetchOne(database, sql: "PRAGMA user_version") ?? 0
        let applicationID = try Int.fetchOne(database, sql: "PRAGMA application_id") ?? 0
        guard try applicationID == Self.applicationID || (version == 0 && isEmpty(database)) else {
            throw StoreOpenError.foreignDatabase(file: file)
        }
        guard version <= currentVersion else {
            throw StoreOpenError.newerSchema(file: file, found: version, supported: currentVersion)
        }
        // the first version has set both numbers in one transaction
        guard version > 0 || (version == 0 && applicationID == 0) else {
            throw StoreOpenError.unknownSchema(file: file, found: version)
        }
        return version
    }

    /// What a database of the present version lacks, in words; empty when it has every table, index and trigger.
    static func missingObjects(in database: Database) throws -> [String] {
        try expectedObjects.get().subtracting(objects(in: database)).sorted().map { "the \($0) is missing" }
    }

    /// The tables, indexes and triggers of the present version.
    private static let expectedObjects = Result {
        try DatabaseQueue().writeWithoutTransaction { database in
            try migrate(database, from: 0)
            return try objects(in: database)
        }
    }

    private static func objects(in database: Database) throws -> Set<String> {
        try Set(String.fetchAll(database, sql: "SELECT type || ' ' || name FROM sqlite_schema"))
    }

    /// Brings a database to a version, each step in a transaction of its own.
    static func migrate(_ database: Database, from version: Int, to target: Int = currentVersion) throws {
        for step in version..<target {
            try database.inTransaction(.immediate) {
                try database.execute(sql: migrations[step])
                // a pragma takes no bound value; both are numbers of this file
                try database.execute(sql: "PRAGMA user_version = \(step + 1); PRAGMA application_id = \(applicationID)")
                return .commit
            }
        }
    }

    /// What a look at the beginning of every table finds wrong, in words; it costs the same however large they are.
    static func findings(in database: Database) throws -> [String] {
        let roots = try Int.fetchAll(database, sql: "SELECT rootpage FROM sqlite_schema WHERE rootpage > 0")
        guard Set(roots).count == roots.count else {
            return ["two tables or indexes begin at the same page"]
        }
        for table in try String.fetchAll(database, sql: "SELECT name FROM sqlite_schema WHERE type = 'table'") {
            _ = try Row.fetchOne(database, sql: "SELECT * FROM \(table.quotedDatabaseIdentifier)")
        }
        return []
    }

    private static func isEmpty(_ database: Database) throws -> Bool {
        try Int.fetchOne(database, sql: "SELECT count(*) FROM sqlite_schema") == 0
    }
}
