import GRDB
import Storage
import Wire

/// What the backends of apps are to be told, inside one transaction.
///
/// The rows behind the mark have no places, and are read one after the other; they are few, see ``OutboxTail/maximumRows``.
struct OutboxTable {
    enum SQL: String, CaseIterable {
        case nextPlacedLane = """
            SELECT places.lane FROM outbox_places AS places CROSS JOIN outbox ON outbox.number = places.number
            WHERE places.app = ?1 AND places.lane > ?2 AND outbox.state = 0 ORDER BY places.lane LIMIT 1
            """
        /// What waits behind the mark, as it came.
        case waitingTail = """
            SELECT lane, event_time, number FROM outbox
            WHERE number > (SELECT number FROM outbox_mark WHERE id = 1) AND app = ?1 AND state = 0 ORDER BY number
            """
        case waitingPlaced = """
            SELECT outbox.event_time, command, address, opening
            FROM outbox_places AS places CROSS JOIN outbox ON outbox.number = places.number
            WHERE places.app = ?1 AND places.lane = ?2 AND places.event_time > ?3 AND state = 0
            ORDER BY places.event_time LIMIT ?4
            """
        case event = "SELECT event_time, command, address, opening FROM outbox WHERE number = ?1 AND state = 0"
        /// All, whether they wait or not.
        case countPlaced = "SELECT count(*) FROM outbox_places WHERE app = ?1"
        case countTail = """
            SELECT count(*) FROM outbox WHERE number > (SELECT number FROM outbox_mark WHERE id = 1) AND app = ?1
            """
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
        case find = """
            SELECT number FROM outbox_places WHERE app = ?1 AND lane = ?2 AND event_time = ?3
            UNION ALL
            SELECT number FROM outbox
            WHERE number > (SELECT number FROM outbox_mark WHERE id = 1) AND app = ?1 AND lane = ?2 AND event_time = ?3
            """
        case resend = "UPDATE outbox SET state = 0, settled = NULL WHERE number = ?1 AND state > 0 RETURNING 1"
    }

    let database: Database

    func waitingLanes(of app: SDKAppID, after lane: OutboxLane?, limit: Int) throws -> [OutboxLane] {
        let first = lane?.key ?? ""
        var lanes: Set<OutboxLane> = []
        var key = first
        while lanes.count < limit,
            let next = try database.rows(SQL.nextPlacedLane, app, key, read: { $0.text(0) }).first
        {
            lanes.insert(try OutboxLane(key: next))
            key = next
        }
        for next in try database.rows(SQL.waitingTail, app, read: { $0.text(0) }) where first.precedes(next) {
            lanes.insert(try OutboxLane(key: next))
        }
        return Array(lanes.sorted { $0.key.precedes($1.key) }.prefix(limit))
    }

    /// - Parameter tail: the rows without places, by lane; they are looked for where it is `nil`.
    func waitingEvents(
        of app: SDKAppID, in places: [OutboxPlace], limit: Int,
        tail: [OutboxLane: ArraySlice<OutboxTail.Row>]? = nil
    ) throws -> [OutboxEvent] {
        let tail = try tail ?? self.tail(of: app, behind: places)
        var events: [OutboxEvent] = []
        for place in places {
            let end = events.count + limit
            events += try database.rows(SQL.waitingPlaced, app, place.lane.key, place.eventTime, Int64(limit)) {
                Self.event(in: place.lane, $0)
            }
            let last = events.last.flatMap { $0.place.lane == place.lane ? $0.place.eventTime : nil }
            for row in tail[place.lane] ?? [] where row.eventTime > last ?? place.eventTime {
                guard events.count < end else {
                    break
                }
                events += try database.rows(SQL.event, row.number) { Self.event(in: place.lane, $0) }
            }
        }
        return events
    }

    /// What waits in lanes behind the mark, each lane's by event time.
    private func tail(
        of app: SDKAppID, behind places: [OutboxPlace]
    ) throws -> [OutboxLane: ArraySlice<OutboxTail.Row>] {
        let wanted = Dictionary(places.map { ($0.lane.key, $0) }, uniquingKeysWith: { first, _ in first })
        var tail: [OutboxLane: ArraySlice<OutboxTail.Row>] = [:]
        let statement = try database.prepare(SQL.waitingTail)
        try statement.bind(app)
        while try statement.step() {
            if let place = wanted[statement.text(0)], statement.integer(1) > place.eventTime {
                tail[place.lane, default: []].append(
                    OutboxTail.Row(eventTime: statement.integer(1), number: statement.integer(2)))
            }
        }
        return tail
    }

    private static func event(in lane: OutboxLane, _ row: borrowing PreparedStatement) -> OutboxEvent {
        OutboxEvent(
            OutboxPlace(lane: lane, eventTime: row.integer(0)), command: row.text(1), address: row.text(2),
            opening: row.withBytes(3) { Array($0) })
    }

    func state(of app: SDKAppID) throws -> OutboxState {
        let count = { (sql: SQL) in try database.integers(sql, app).first ?? 0 }
        return OutboxState(
            waiting: try count(.countPlaced) + count(.countTail) - count(.countSettled),
            parked: try count(.countParked),
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
        guard let number = try database.integers(SQL.find, app, place.lane.key, place.eventTime).first else {
            return false
        }
        return try database.integers(SQL.resend, number).isEmpty == false
    }
}

extension String {
    /// Whether the bytes of a lane's key stand before those of another.
    fileprivate func precedes(_ other: String) -> Bool { utf8.lexicographicallyPrecedes(other.utf8) }
}
