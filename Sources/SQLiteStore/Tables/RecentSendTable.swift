import GRDB
import Groups
import StoreTransactions
import Wire

/// The sendings of the last minutes of one app, which tell what is sent twice.
struct RecentSendTable {
    enum SQL: String, CaseIterable {
        case all = """
            SELECT seq, time, kept_until FROM recent_sends INDEXED BY recent_sends_by_random
            WHERE app = ?1 AND stream = ?2 AND random = ?3 AND digest = ?4
            """
        case insert = """
            INSERT OR REPLACE INTO recent_sends (app, kept_until, stream, random, digest, seq, time)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
            """
        case purge = """
            DELETE FROM recent_sends WHERE (app, kept_until, stream, random, digest) IN (
                SELECT app, kept_until, stream, random, digest FROM recent_sends
                WHERE app = ?1 AND kept_until <= ?2 ORDER BY kept_until, stream, random, digest LIMIT ?3)
            """
        case purgeFuture = """
            DELETE FROM recent_sends WHERE (app, kept_until, stream, random, digest) IN (
                SELECT app, kept_until, stream, random, digest FROM recent_sends
                WHERE app = ?1 AND kept_until >= ?2
                ORDER BY kept_until DESC, stream DESC, random DESC, digest DESC LIMIT ?3)
            """
    }

    typealias Key = RecentSendKey

    let database: Database
    let app: SDKAppID

}

/// Sendings are added only; they go when they count no longer, by ``SetWideChange/forgetSends(keptUntil:limit:)``.
extension RecentSendTable: KeyedTable {
    func find(_ key: RecentSendKey) throws -> [RecentSend]? {
        let statement = try database.prepare(SQL.all)
        try statement.bind(app, key.stream, Int64(key.random), Blob(key.digest))
        var sends: [RecentSend] = []
        while try statement.step() {
            sends.append(
                RecentSend(seq: statement.integer(0), time: statement.time(1), keptUntil: statement.time(2)))
        }
        return sends.isEmpty ? nil : sends
    }

    func write(_ changes: [RowChange<RecentSendKey, [RecentSend]>]) throws {
        let statement = try database.prepare(SQL.insert)
        for change in changes {
            let key = change.key
            let old = change.old ?? []
            for send in change.new ?? [] where !old.contains(send) {
                try statement.run(
                    app, send.keptUntil, key.stream, Int64(key.random), Blob(key.digest), send.seq, send.time)
                statement.reset()
            }
        }
    }

    /// Drops the oldest of those that are kept up to a moment.
    func forget(keptUntil end: UnixTime, limit: Int64) throws {
        try database.run(SQL.purge, app, end, limit)
    }

    /// Drops those that are kept longest, from a moment on.
    func forget(keptFrom beginning: UnixTime, limit: Int64) throws {
        try database.run(SQL.purgeFuture, app, beginning, limit)
    }
}
