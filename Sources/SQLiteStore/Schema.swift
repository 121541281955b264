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
    ]

    /// The version that this program reads and writes.
    static var currentVersion: Int { migrations.count }

    /// Checks that a database is one of Qun's, and no newer than this program.
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
        return version
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

    private static func isEmpty(_ database: Database) throws -> Bool {
        try Int.fetchOne(database, sql: "SELECT count(*) FROM sqlite_schema") == 0
    }
}
