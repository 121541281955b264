import StoreTransactions
import Wire

/// The sendings of the last minutes of one app, which tell what is sent twice.
struct RecentSendTable {
    enum SQL: String, CaseIterable {
        case find = """
            SELECT seq, time, kept_until, place
            FROM unnest($2::bigint[], $3::bigint[], $4::bigint[], $5::bytea[])
                    WITH ORDINALITY AS wanted (bucket, stream, random, digest, place)
                JOIN recent_sends USING (bucket, stream, random, digest)
            WHERE app = $1
            """
        case insert = """
            INSERT INTO recent_sends (app, bucket, stream, random, digest, kept_until, seq, time)
            SELECT $1::bigint, * FROM unnest($2::bigint[], $3::bigint[], $4::bigint[], $5::bytea[], $6::bigint[], $7::bigint[],
                $8::bigint[])
            ON CONFLICT (bucket, stream, app, random, digest, kept_until)
            DO UPDATE SET seq = excluded.seq, time = excluded.time
            """
        /// What other transactions remove at the same time is passed over.
        case purge = """
            DELETE FROM recent_sends WHERE ctid = ANY (ARRAY (
                SELECT ctid FROM recent_sends
                WHERE app + 0 = $1 AND kept_until <= $2 ORDER BY kept_until LIMIT $3 FOR UPDATE SKIP LOCKED))
            """
        /// As ``purge``.
        case purgeFuture = """
            DELETE FROM recent_sends WHERE ctid = ANY (ARRAY (
                SELECT ctid FROM recent_sends
                WHERE app + 0 = $1 AND kept_until >= $2 ORDER BY kept_until DESC LIMIT $3 FOR UPDATE SKIP LOCKED))
            """
    }

    let session: Session
    let app: SDKAppID

    /// Drops the oldest of those that are kept up to a moment.
    func forget(keptUntil end: UnixTime, limit: Int64) throws {
        try session.run(SQL.purge, [.app(app), .integer(end.seconds), .integer(limit)])
    }

    /// Drops those that are kept longest, from a moment on.
    func forget(keptFrom beginning: UnixTime, limit: Int64) throws {
        try session.run(SQL.purgeFuture, [.app(app), .integer(beginning.seconds), .integer(limit)])
    }

    private func parameters(_ keys: [RecentSendKey]) -> [Parameter] {
        [
            .app(app), keys.buckets { Bucket.of($0.stream) }, keys.integers(\.stream),
            keys.integers { Int64($0.random) }, keys.bytes(\.digest),
        ]
    }
}

/// Sendings are added only; they go when they count no longer, by ``SetWideChange/forgetSends(keptUntil:limit:)``.
extension RecentSendTable: KeyedTable {
    func find(_ key: RecentSendKey) throws -> [RecentSend]? {
        try find([key]).first ?? nil
    }

    func find(_ keys: [RecentSendKey]) throws -> [[RecentSend]?] {
        let found = try session.rows(SQL.find, parameters(keys)) { row in
            (
                send: RecentSend(seq: row.integer(0), time: row.time(1), keptUntil: row.time(2)),
                place: Int(row.integer(3))
            )
        }
        var rows = [[RecentSend]?](repeating: nil, count: keys.count)
        for (send, place) in found {
            rows[place - 1, default: []].append(send)
        }
        return rows
    }

    func write(_ changes: [RowChange<RecentSendKey, [RecentSend]>]) throws {
        let sends = changes.flatMap { change in
            let old = change.old ?? []
            return (change.new ?? []).filter { !old.contains($0) }.map { (key: change.key, send: $0) }
        }
        guard !sends.isEmpty else {
            return
        }
        try session.run(
            SQL.insert,
            parameters(sends.map(\.key)) + [
                sends.integers(\.send.keptUntil.seconds), sends.integers(\.send.seq),
                sends.integers(\.send.time.seconds),
            ])
    }
}
