import GRDB
import Storage
import Wire

/// What the backends of apps are to be told, inside one transaction.
struct OutboxTable {
    enum SQL: String, CaseIterable {
        /// The lane's last event stays until its time has come, so that none gets its time again.
        case insert = """
            INSERT INTO outbox (app, lane, event_time, command, address, opening)
            VALUES (?1, ?2,
                max(?3, ifnull((SELECT max(event_time) + 1 FROM outbox WHERE app = ?1 AND lane = ?2), 0)), ?4, ?5, ?6)
            """
        case nextLane = """
            SELECT lane FROM outbox INDEXED BY outbox_places
            WHERE app = ?1 AND lane > ?2 AND state = 0 ORDER BY lane LIMIT 1
            """
        case waiting = """
            SELECT event_time, command, address, opening FROM outbox INDEXED BY outbox_places
            WHERE app = ?1 AND lane = ?2 AND event_time > ?3 AND state = 0 ORDER BY event_time LIMIT ?4
            """
        case settle = """
            UPDATE outbox SET state = ?4, settled = ?5, attempts = ?6, milliseconds = ?7, answer = ?8
            WHERE app = ?1 AND lane = ?2 AND event_time = ?3 AND state = 0
            """
        case delete = "DELETE FROM outbox WHERE app = ?1 AND lane = ?2 AND event_time = ?3 AND state = 0"
        case deleteAll = "DELETE FROM outbox WHERE app = ?1"
        /// Removes what is older than the last ones, but for parked events and those whose time has not come.
        case trim = """
            DELETE FROM outbox
            WHERE app = ?1 AND state > 0 AND state < 3 AND event_time < ?3 AND settled < (
                SELECT settled FROM outbox INDEXED BY outbox_settled
                WHERE app = ?1 AND state > 0 ORDER BY settled DESC LIMIT 1 OFFSET ?2)
            """
        /// All, whether they wait or not.
        case count = "SELECT count(*) FROM outbox INDEXED BY outbox_places WHERE app = ?1"
        case countSettled = "SELECT count(*) FROM outbox INDEXED BY outbox_settled WHERE app = ?1 AND state > 0"
        /// Rows are added at the end, and removed once they are settled.
        case oldest = """
            SELECT event_time FROM outbox NOT INDEXED
            WHERE number >= (SELECT min(number) FROM outbox) AND app = ?1 AND state = 0 ORDER BY number LIMIT 1
            """
        case countParked = """
            SELECT count(*) FROM outbox INDEXED BY outbox_settled WHERE app = ?1 AND state > 0 AND state = 3
            """
        case settled = """
            SELECT lane, event_time, command, address, opening, state, settled, attempts, milliseconds, answer
            FROM outbox INDEXED BY outbox_settled
            WHERE app = ?1 AND state > 0 ORDER BY settled DESC, number DESC LIMIT ?2
            """
        case resend = """
            UPDATE outbox SET state = 0, settled = NULL WHERE app = ?1 AND lane = ?2 AND event_time = ?3 AND state > 0
            RETURNING 1
            """
    }

    let database: Database

    func insert(_ entries: [OutboxEntry]) throws {
        for entry in entries {
            try database.run(
                SQL.insert, entry.app, entry.lane.key, entry.time, entry.command, entry.address, Blob(entry.opening))
        }
    }

    func waitingLanes(of app: SDKAppID, after lane: OutboxLane?, limit: Int) throws -> [OutboxLane] {
        var lanes: [OutboxLane] = []
        var key = lane?.key ?? ""
        while lanes.count < limit, let next = try database.rows(SQL.nextLane, app, key, read: { $0.text(0) }).first {
            lanes.append(try OutboxLane(key: next))
            key = next
        }
        return lanes
    }

    func waitingEvents(of app: SDKAppID, in places: [OutboxPlace], limit: Int) throws -> [OutboxEvent] {
        try places.flatMap { place in
            try database.rows(SQL.waiting, app, place.lane.key, place.eventTime, Int64(limit)) { row in
                OutboxEvent(
                    OutboxPlace(lane: place.lane, eventTime: row.integer(0)), command: row.text(1),
                    address: row.text(2), opening: row.withBytes(3) { Array($0) })
            }
        }
    }

    func settle(
        _ settlements: [OutboxSettlement], of app: SDKAppID, at now: Int64, keeping history: Int
    ) throws {
        let (passing, staying) = settlements.divided(keeping: history, at: now)
        for settlement in passing {
            try database.run(SQL.delete, app, settlement.place.lane.key, settlement.place.eventTime)
        }
        for settlement in staying {
            try database.run(
                SQL.settle, app, settlement.place.lane.key, settlement.place.eventTime, settlement.result.rawValue,
                now, settlement.attempts, settlement.milliseconds, settlement.answer)
        }
        try database.run(SQL.trim, app, Int64(history), now)
    }

    func deleteAll(of app: SDKAppID) throws {
        try database.run(SQL.deleteAll, app)
    }

    func state(of app: SDKAppID) throws -> OutboxState {
        let count = { (sql: SQL) in try database.integers(sql, app).first ?? 0 }
        return OutboxState(
            waiting: try count(.count) - count(.countSettled), parked: try count(.countParked),
            oldest: try database.integers(SQL.oldest, app).first)
    }

    func settled(of app: SDKAppID, limit: Int) throws -> [SettledEvent] {
        try database.rows(SQL.settled, app, Int64(limit)) { row in
            guard let result = OutboxSettlement.Result(rawValue: row.integer(5)) else {
                throw DamagedRow(table: "outbox")
            }
            let place = OutboxPlace(lane: try OutboxLane(key: row.text(0)), eventTime: row.integer(1))
            return SettledEvent(
                OutboxEvent(
                    place, command: row.text(2), address: row.text(3), opening: row.withBytes(4) { Array($0) }),
                OutboxSettlement(
                    place, result, attempts: row.integer(7), milliseconds: row.integer(8), answer: row.text(9)),
                at: row.integer(6))
        }
    }

    func resend(_ place: OutboxPlace, of app: SDKAppID) throws -> Bool {
        try database.integers(SQL.resend, app, place.lane.key, place.eventTime).isEmpty == false
    }
}
