import GRDBSQLite

/// The SQLite that this process uses: the one that was linked in, or the machine's.
package enum SQLiteLibrary {
    /// As in "3.40.1".
    package static var version: String { text(of: sqlite3_libversion_number()) }

    /// The least that the store does with: 3.37 brought STRICT tables, 3.38 has the functions for JSON in every build.
    static let leastNumber: Int32 = 3_038_000

    /// - Parameter number: as SQLite counts its versions, 3040001 for 3.40.1.
    /// - Throws: ``StoreOpenError/oldSQLite(found:needed:)``.
    static func check(number: Int32 = sqlite3_libversion_number()) throws(StoreOpenError) {
        guard number >= leastNumber else {
            throw .oldSQLite(found: text(of: number), needed: text(of: leastNumber))
        }
    }

    private static func text(of number: Int32) -> String {
        "\(number / 1_000_000).\(number / 1_000 % 1_000).\(number % 1_000)"
    }
}
