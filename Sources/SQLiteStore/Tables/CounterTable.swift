import GRDB
import Groups
import StoreTransactions
import Wire

/// The counters of one app's groups, inside one transaction.
struct CounterTable {
    enum SQL: String, CaseIterable {
        case byGroup = "SELECT counter, value FROM counters WHERE app = ?1 AND group_number = ?2 ORDER BY position"
        case save = """
            INSERT INTO counters (app, group_number, position, counter, value) VALUES (?1, ?2, ?3, ?4, ?5)
            ON CONFLICT (app, group_number, position) DO UPDATE SET counter = excluded.counter, value = excluded.value
            """
        case deleteFrom = "DELETE FROM counters WHERE app = ?1 AND group_number = ?2 AND position >= ?3"
    }

    let database: Database
    let app: SDKAppID

    /// The counters of a group, in the order of their creation.
    func all(of group: Int64) throws -> [GroupCounter] {
        try database.rows(SQL.byGroup, app, group) { row in
            GroupCounter(key: row.text(0), value: row.integer(1))
        }
    }

    /// Puts counters in the place of the stored ones; only what differs is written.
    func replace(_ stored: [GroupCounter], by counters: [GroupCounter], of group: Int64) throws {
        for (position, counter) in counters.enumerated()
        where position >= stored.count || stored[position] != counter {
            try database.run(SQL.save, app, group, Int64(position), Blob(counter.key), counter.value)
        }
        guard counters.count < stored.count else {
            return
        }
        try database.run(SQL.deleteFrom, app, group, Int64(counters.count))
    }

    func deleteAll(of group: Int64) throws {
        try database.run(SQL.deleteFrom, app, group, Int64(0))
    }
}

extension CounterTable: KeyedTable {
    func find(_ group: GroupNumber) throws -> [GroupCounter]? {
        let counters = try all(of: group)
        return counters.isEmpty ? nil : counters
    }

    func write(_ changes: [RowChange<GroupNumber, [GroupCounter]>]) throws {
        for change in changes {
            try replace(change.old ?? [], by: change.new ?? [], of: change.key)
        }
    }
}
