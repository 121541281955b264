import Storage
import Wire

/// What the backends of apps are to be told.
struct OutboxTable {
    enum SQL: String, CaseIterable {
        /// Each event gets the time that it has, or the first free one of its lane behind it. A lane's last event stays until its
        /// time has come on every node's clock, so that none gets its time again.
        case insert = """
            INSERT INTO outbox (bucket, app, lane, event_time, command, address, opening)
            SELECT bucket, app, lane,
                number + greatest(
                    max(time - number) OVER (PARTITION BY bucket, app, lane ORDER BY number),
                    (SELECT max(event_time) FROM outbox
                        WHERE outbox.bucket = numbered.bucket AND outbox.app = numbered.app AND outbox.lane = numbered.lane)),
                command, address, opening
            FROM (
                SELECT bucket, app, lane, time, command, address, opening,
                    row_number() OVER (PARTITION BY bucket, app, lane ORDER BY place) AS number
                FROM unnest($1::bigint[], $2::bigint[], $3::text[], $4::bigint[], $5::text[], $6::text[], $7::bytea[])
                    WITH ORDINALITY AS new (bucket, app, lane, time, command, address, opening, place)) AS numbered
            """
        /// From lane to lane, however much waits in each.
        case waitingLanes = """
            WITH RECURSIVE found AS (
                (SELECT lane, 1 AS place FROM outbox
                    WHERE app + 0 = $1 AND lane > $2::text AND state = 0 ORDER BY lane LIMIT 1)
                UNION ALL
                SELECT next.lane, place + 1 FROM found CROSS JOIN LATERAL (
                    SELECT lane FROM outbox
                    WHERE app + 0 = $1 AND lane > found.lane AND state = 0 ORDER BY lane LIMIT 1) AS next
                WHERE place < $3)
            SELECT lane FROM found ORDER BY place
            """
        case waitingEvents = """
            SELECT wanted.lane, event.event_time, event.command, event.address, event.opening
            FROM unnest($2::bigint[], $3::text[], $4::bigint[])
                    WITH ORDINALITY AS wanted (bucket, lane, after, place)
                CROSS JOIN LATERAL (
                    SELECT event_time, command, address, opening FROM outbox
                    WHERE outbox.bucket = wanted.bucket AND app = $1 AND outbox.lane = wanted.lane
                        AND event_time > after AND state = 0
                    ORDER BY event_time LIMIT $5) AS event
            ORDER BY place, event.event_time
            """
        case settle = """
            UPDATE outbox SET state = new.state, settled = $2, attempts = new.attempts,
                milliseconds = new.milliseconds, answer = new.answer
            FROM unnest($3::bigint[], $4::text[], $5::bigint[], $6::bigint[], $7::bigint[], $8::bigint[], $9::bytea[])
                AS new (bucket, lane, event_time, state, attempts, milliseconds, answer)
            WHERE outbox.bucket = new.bucket AND outbox.app = $1 AND outbox.lane = new.lane
                AND outbox.event_time = new.event_time AND outbox.state = 0
            """
        case delete = """
            DELETE FROM outbox
            USING unnest($2::bigint[], $3::text[], $4::bigint[]) AS gone (bucket, lane, event_time)
            WHERE outbox.bucket = gone.bucket AND outbox.app = $1 AND outbox.lane = gone.lane
                AND outbox.event_time = gone.event_time AND outbox.state = 0
            """
        case deleteWaiting = "DELETE FROM outbox WHERE app + 0 = $1 AND state = 0"
        case deleteSettled = "DELETE FROM outbox WHERE app + 0 = $1 AND state > 0"
        /// Removes what is older than the last ones, but for parked events and those whose time may not have come everywhere.
        case trim = """
            DELETE FROM outbox
            WHERE app + 0 = $1 AND state > 0 AND state < 3 AND event_time < $3 AND settled < (
                SELECT settled FROM outbox WHERE app + 0 = $1 AND state > 0 ORDER BY settled DESC LIMIT 1 OFFSET $2)
            """
        case count = "SELECT count(*), min(event_time) FROM outbox WHERE app + 0 = $1 AND state = 0"
        case countParked = "SELECT count(*) FROM outbox WHERE app + 0 = $1 AND state > 0 AND state = 3"
        case settled = """
            SELECT lane, event_time, command, address, opening, state, settled, attempts, milliseconds, answer
            FROM outbox WHERE app + 0 = $1 AND state > 0
            ORDER BY settled DESC, event_time DESC LIMIT $2
            """
        case resend = """
            UPDATE outbox SET state = 0, settled = NULL
            WHERE bucket = $1 AND app = $2 AND lane = $3::text AND event_time = $4 AND state > 0
            RETURNING 1
            """
    }

    /// By how much the clocks of nodes may differ, in milliseconds, so that events of a group still have times of their own.
    static let clockDifference: Int64 = 10_000

    let session: Session

    /// - Parameter entries: at least one.
    func insert(_ entries: [OutboxEntry]) throws {
        try session.run(
            SQL.insert,
            [
                entries.buckets(\.bucket), entries.integers { Int64($0.app.number) }, entries.texts(\.lane.key),
                entries.integers(\.time), entries.texts(\.command), entries.texts(\.address), entries.bytes(\.opening),
            ])
    }

    func waitingLanes(of app: SDKAppID, after lane: OutboxLane?, limit: Int) throws -> [OutboxLane] {
        try session.rows(SQL.waitingLanes, [.app(app), .text(lane?.key ?? ""), .integer(Int64(limit))]) { row in
            try OutboxLane(key: row.text(0))
        }
    }

    func waitingEvents(of app: SDKAppID, in places: [OutboxPlace], limit: Int) throws -> [OutboxEvent] {
        let parameters: [Parameter] = [
            .app(app), places.buckets { $0.lane.bucket(in: app) }, places.texts(\.lane.key),
            places.integers(\.eventTime), .integer(Int64(limit)),
        ]
        return try session.rows(SQL.waitingEvents, parameters) { row in
            OutboxEvent(
                OutboxPlace(lane: try OutboxLane(key: row.text(0)), eventTime: row.integer(1)),
                command: row.text(2), address: row.text(3), opening: row.bytes(4))
        }
    }

    /// As ``OutboxStore/settle(_:of:at:keeping:)``.
    func settle(
        _ settlements: [OutboxSettlement], of app: SDKAppID, at now: Int64, keeping history: Int
    ) throws {
        let (passing, staying) = settlements.divided(keeping: history, at: now - Self.clockDifference)
        if !passing.isEmpty {
            try session.run(
                SQL.delete,
                [
                    .app(app), passing.buckets { $0.place.lane.bucket(in: app) }, passing.texts(\.place.lane.key),
                    passing.integers(\.place.eventTime),
                ])
        }
        try session.run(
            SQL.settle,
            [
                .app(app), .integer(now), staying.buckets { $0.place.lane.bucket(in: app) },
                staying.texts(\.place.lane.key), staying.integers(\.place.eventTime),
                staying.integers(\.result.rawValue), staying.integers(\.attempts),
                staying.integers(\.milliseconds), staying.textBytes(\.answer),
            ])
        try session.run(
            SQL.trim, [.app(app), .integer(Int64(history)), .integer(now - Self.clockDifference)])
    }

    func deleteAll(of app: SDKAppID) throws {
        try session.run(SQL.deleteWaiting, [.app(app)])
        try session.run(SQL.deleteSettled, [.app(app)])
    }

    func state(of app: SDKAppID) throws -> OutboxState {
        let (waiting, parked) = try session.both(
            { try session.rows(SQL.count, [.app(app)]) { ($0.integer(0), $0.isNull(1) ? nil : $0.integer(1)) } },
            { try session.rows(SQL.countParked, [.app(app)]) { $0.integer(0) } })
        return OutboxState(waiting: waiting.first?.0 ?? 0, parked: parked.first ?? 0, oldest: waiting.first?.1)
    }

    func settled(of app: SDKAppID, limit: Int) throws -> [SettledEvent] {
        try session.rows(SQL.settled, [.app(app), .integer(Int64(limit))]) { row in
            guard let result = OutboxSettlement.Result(rawValue: row.integer(5)) else {
                throw DamagedRow(table: "outbox")
            }
            let place = OutboxPlace(lane: try OutboxLane(key: row.text(0)), eventTime: row.integer(1))
            return SettledEvent(
                OutboxEvent(place, command: row.text(2), address: row.text(3), opening: row.bytes(4)),
                OutboxSettlement(
                    place, result, attempts: row.integer(7), milliseconds: row.integer(8),
                    answer: String(decoding: row.bytes(9), as: UTF8.self)),
                at: row.integer(6))
        }
    }

    func resend(_ place: OutboxPlace, of app: SDKAppID) throws -> Bool {
        let parameters: [Parameter] = [
            .integer(place.lane.bucket(in: app)), .app(app), .text(place.lane.key), .integer(place.eventTime),
        ]
        return try session.rows(SQL.resend, parameters) { $0.integer(0) }.isEmpty == false
    }
}

extension OutboxLane {
    /// The bucket of what the lane is about.
    func bucket(in app: SDKAppID) -> Int64 {
        switch self {
        case .group(let group): Bucket.of(group, in: app)
        case .account(let account): Bucket.of(account, in: app)
        case .app: Bucket.of(app)
        }
    }
}

extension OutboxEntry {
    fileprivate var bucket: Int64 { lane.bucket(in: app) }
}
