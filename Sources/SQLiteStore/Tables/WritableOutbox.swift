import GRDB
import Storage
import Synchronization
import Wire

/// Adds to the outbox and settles what stands in it, inside transactions of the connection that writes.
///
/// - Concurrency: used inside one transaction at a time; whoever ends that says how, see ``noteCommit()`` and ``forget()``.
final class WritableOutbox: Sendable {
    enum SQL: String, CaseIterable {
        case mark = "SELECT number FROM outbox_mark WHERE id = 1"
        /// 0 where there is none.
        case last = "SELECT ifnull(max(number), 0) FROM outbox"
        case anyPlace = "SELECT app FROM outbox_places WHERE app >= 0 LIMIT 1"
        case tail = "SELECT app, lane, event_time, number, state FROM outbox WHERE number > ?1 ORDER BY number"
        case insert = """
            INSERT INTO outbox (number, app, lane, event_time, command, address, opening)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
            """
        case lastPlacedTime = """
            SELECT event_time FROM outbox_places WHERE app = ?1 AND lane = ?2 ORDER BY event_time DESC LIMIT 1
            """
        case place = """
            INSERT INTO outbox_places (app, lane, event_time, number)
            SELECT app, lane, event_time, number FROM outbox WHERE number > ?1
            """
        case setMark = "UPDATE outbox_mark SET number = ?1 WHERE id = 1"
        case findPlaced = """
            SELECT places.number FROM outbox_places AS places CROSS JOIN outbox ON outbox.number = places.number
            WHERE places.app = ?1 AND places.lane = ?2 AND places.event_time = ?3 AND outbox.state = 0
            """
        case settle = """
            UPDATE outbox SET state = ?2, settled = ?3, attempts = ?4, milliseconds = ?5, answer = ?6
            WHERE number = ?1 AND state = 0
            """
        case delete = "DELETE FROM outbox WHERE number BETWEEN ?1 AND ?2 AND state = 0"
        case deleteAllPlaces = "DELETE FROM outbox_places WHERE app = ?1"
        /// Rows of all apps are read, for none but whoever empties an app asks.
        case deleteAll = "DELETE FROM outbox WHERE number > 0 AND app = ?1"
        case deletePlace = "DELETE FROM outbox_places WHERE app = ?1 AND lane = ?2 AND event_time = ?3"
        /// Removes what is older than the last ones, but for parked events and those whose time has not come.
        case trim = """
            DELETE FROM outbox
            WHERE app = ?1 AND state > 0 AND state < 3 AND event_time < ?3 AND settled < (
                SELECT settled FROM outbox INDEXED BY outbox_settled
                WHERE app = ?1 AND state > 0 ORDER BY settled DESC LIMIT 1 OFFSET ?2)
            RETURNING lane, event_time
            """
    }

    /// `nil` until it is read.
    private let tail = Mutex<OutboxTail?>(nil)

    // MARK: Ends of transactions

    /// Learns that the changes are on disk.
    func noteCommit() {
        tail.withLock { $0?.noteCommit() }
    }

    /// Learns that changes were taken back.
    func forget() {
        tail.withLock { $0 = nil }
    }

    // MARK: Reading

    /// What waits in lanes, as ``OutboxStore/waitingEvents(of:in:limit:)``, without the database; `nil` where that is to be asked.
    ///
    /// - Concurrency: at any time.
    func waitingEvents(of app: SDKAppID, in places: [OutboxPlace], limit: Int) -> [OutboxEvent]? {
        var events: [OutboxEvent] = []
        for place in places {
            // one after the other, for commits wait meanwhile
            guard let rows = rows(behind: place, of: app, hasPlaces: false) else {
                return nil
            }
            let waiting = rows.lazy.filter { !$0.isSettled }.prefix(limit)
            let kept = waiting.compactMap(\.event)
            // where nothing waits, somebody may have let a settled event wait again
            guard !kept.isEmpty, kept.count == waiting.count else {
                return nil
            }
            events += kept
        }
        return events
    }

    /// The rows without places that follow places, by lane, settled ones included; `nil` where they are not known.
    ///
    /// What is not here is in what the database shows afterwards; what is, may be there too, with a place.
    ///
    /// - Concurrency: at any time.
    func rows(of app: SDKAppID, behind places: [OutboxPlace]) -> [OutboxLane: ArraySlice<OutboxTail.Row>]? {
        var found: [OutboxLane: ArraySlice<OutboxTail.Row>] = [:]
        for place in places {
            guard let rows = rows(behind: place, of: app, hasPlaces: true) else {
                return nil
            }
            found[place.lane] = rows
        }
        return found
    }

    private func rows(
        behind place: OutboxPlace, of app: SDKAppID, hasPlaces: Bool
    ) -> ArraySlice<OutboxTail.Row>? {
        tail.withLock { tail in
            guard let tail, hasPlaces || !tail.hasPlaces else {
                return nil
            }
            return tail.rows(of: OutboxTail.Lane(app: app, lane: place.lane), after: place.eventTime)
        }
    }

    // MARK: Changes

    /// Adds entries at the end, each at its time or at the next one that is free in its lane.
    func add(_ entries: [OutboxEntry], in database: Database) throws {
        try change(in: database) { tail in
            let insert = try database.prepare(SQL.insert)
            for entry in entries {
                let lane = OutboxTail.Lane(app: entry.app, lane: entry.lane)
                let key = entry.lane.key
                // a lane's last event stays until its time has come, so that none gets its time again
                let last =
                    try tail.lastTime(of: lane)
                    ?? (tail.hasPlaces ? database.integers(SQL.lastPlacedTime, entry.app, key).first : nil)
                let eventTime = max(entry.time, last.map { $0 + 1 } ?? 0)
                let number = tail.nextNumber()
                insert.reset()
                try insert.run(
                    number, entry.app, key, eventTime, entry.command, entry.address, Blob(entry.opening))
                let event = OutboxEvent(
                    OutboxPlace(lane: entry.lane, eventTime: eventTime), command: entry.command,
                    address: entry.address, opening: entry.opening)
                tail.add(OutboxTail.Row(eventTime: eventTime, number: number, event: event), in: lane)
            }
            if tail.isFull {
                try database.run(SQL.place, tail.mark)
                try database.run(SQL.setMark, tail.last)
                tail.markAll()
            }
        }
    }

    /// As ``OutboxStore/settle(_:of:at:keeping:)``.
    func settle(
        _ settlements: [OutboxSettlement], of app: SDKAppID, at now: Int64, keeping history: Int, in database: Database
    ) throws {
        let (passing, staying) = settlements.divided(keeping: history, at: now)
        try change(in: database) { tail in
            let numbers = try passing.compactMap { settlement in
                let number = try Self.number(of: settlement.place, of: app, tail, in: database)
                if number != nil {
                    try Self.removePlace(settlement.place, of: app, &tail, in: database)
                }
                return number
            }
            var deleted = 0
            for run in numbers.sorted().runs {
                try database.run(SQL.delete, run.lowerBound, run.upperBound)
                deleted += database.changesCount
            }
            for settlement in staying {
                guard let number = try Self.number(of: settlement.place, of: app, tail, in: database) else {
                    continue
                }
                try database.run(
                    SQL.settle, number, settlement.result.rawValue, now, settlement.attempts, settlement.milliseconds,
                    settlement.answer)
                tail.settle(at: settlement.place.eventTime, in: OutboxTail.Lane(app: app, lane: settlement.place.lane))
            }
            let trimmed = try database.rows(SQL.trim, app, Int64(history), now) { row in
                OutboxPlace(lane: try OutboxLane(key: row.text(0)), eventTime: row.integer(1))
            }
            for place in trimmed {
                try Self.removePlace(place, of: app, &tail, in: database)
            }
            if tail.hasPlaces {
                tail.hasPlaces = try !database.integers(SQL.anyPlace).isEmpty
            }
            if deleted < numbers.count {
                // some had been settled before, and stay
                tail = try Self.readTail(in: database)
            }
        }
    }

    /// Removes all of an app, whether it waits or not.
    func empty(of app: SDKAppID, in database: Database) throws {
        forget()
        try database.run(SQL.deleteAllPlaces, app)
        try database.run(SQL.deleteAll, app)
    }

    // MARK: -

    /// Changes tail and table together; whatever fails on the way lets the tail be read again.
    private func change(in database: Database, _ body: (inout OutboxTail) throws -> Void) throws {
        try tail.withLock { tail in
            // taken out, so that it is not copied
            var current = try tail.take() ?? Self.readTail(in: database)
            try body(&current)
            tail = current
        }
    }

    private static func readTail(in database: Database) throws -> OutboxTail {
        guard let mark = try database.integers(SQL.mark).first else {
            throw DamagedRow(table: "outbox_mark")
        }
        var tail = OutboxTail(
            mark: mark, last: max(mark, try database.integers(SQL.last).first ?? 0),
            hasPlaces: try !database.integers(SQL.anyPlace).isEmpty)
        let statement = try database.prepare(SQL.tail)
        try statement.bind(mark)
        while try statement.step() {
            guard let app = UInt32(exactly: statement.integer(0)) else {
                throw DamagedRow(table: "outbox")
            }
            let row = OutboxTail.Row(
                eventTime: statement.integer(2), number: statement.integer(3), isSettled: statement.integer(4) != 0)
            tail.add(row, in: OutboxTail.Lane(app: SDKAppID(app), lane: try OutboxLane(key: statement.text(1))))
        }
        return tail
    }

    /// The number of an event that waits; `nil` where there is none.
    ///
    /// One behind the mark may wait no longer.
    private static func number(
        of place: OutboxPlace, of app: SDKAppID, _ tail: OutboxTail, in database: Database
    ) throws -> Int64? {
        try tail.number(at: place.eventTime, in: OutboxTail.Lane(app: app, lane: place.lane))
            ?? database.integers(SQL.findPlaced, app, place.lane.key, place.eventTime).first
    }

    /// Removes the place of a row that goes, wherever it is.
    private static func removePlace(
        _ place: OutboxPlace, of app: SDKAppID, _ tail: inout OutboxTail, in database: Database
    ) throws {
        let lane = OutboxTail.Lane(app: app, lane: place.lane)
        let number = tail.number(at: place.eventTime, in: lane)
        tail.remove(at: place.eventTime, in: lane)
        if number.map({ $0 <= tail.mark }) ?? true {
            try database.run(SQL.deletePlace, app, place.lane.key, place.eventTime)
        }
    }
}

extension [Int64] {
    /// The longest ranges of numbers that follow each other, of an array that is sorted.
    fileprivate var runs: [ClosedRange<Int64>] {
        reduce(into: []) { runs, number in
            if let last = runs.last, last.upperBound + 1 == number {
                runs[runs.count - 1] = last.lowerBound...number
            } else {
                runs.append(number...number)
            }
        }
    }
}
