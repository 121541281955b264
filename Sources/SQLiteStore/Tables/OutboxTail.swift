import Storage
import Wire

/// The rows of an outbox whose places are not written yet, by lane: what is added, and most of what is settled, is found here.
///
/// It is what the table says, so that it can be forgotten and read again at any time.
struct OutboxTail {
    /// Once the numbers of so many rows were given, the places of those that are left are written.
    static let maximumRows: Int64 = 4_096

    struct Lane: Hashable {
        let app: SDKAppID
        let lane: OutboxLane
    }

    struct Row {
        let eventTime: Int64
        let number: Int64
        /// What is told, where it is kept in memory too.
        var event: OutboxEvent?
        /// Whether it waited no longer when this was noted; another process may have let it wait again.
        var isSettled = false
    }

    /// Bounds the memory of what is told.
    private static let maximumKeptBytes = 4_194_304

    /// The last row whose place is written; as the transaction sees it.
    private(set) var mark: Int64
    /// The number that was given last.
    private(set) var last: Int64
    /// Whether any row has a place.
    var hasPlaces: Bool
    /// The last row that is known to be on disk.
    private var committed: Int64
    private var keptBytes = 0
    /// By event time, which is by number too.
    private var lanes: [Lane: ArraySlice<Row>] = [:]
    /// Whether rows up to the mark are still here.
    private var hasMarked = false

    init(mark: Int64, last: Int64, hasPlaces: Bool) {
        self.mark = mark
        self.last = last
        self.hasPlaces = hasPlaces
        committed = mark
    }

    /// Whether places are to be written.
    var isFull: Bool { last - mark >= Self.maximumRows }

    /// The time of a lane's last row; `nil` where the lane has none here.
    func lastTime(of lane: Lane) -> Int64? { lanes[lane]?.last?.eventTime }

    /// The number of the next row.
    mutating func nextNumber() -> Int64 {
        last += 1
        return last
    }

    /// Takes a row that follows the others of its lane.
    mutating func add(_ row: Row, in lane: Lane) {
        var row = row
        if let event = row.event {
            keptBytes += event.opening.count
            if keptBytes > Self.maximumKeptBytes {
                Self.drop(&row, &keptBytes)
            }
        }
        lanes[lane, default: []].append(row)
    }

    /// The number of a row; `nil` where it is not here.
    func number(at eventTime: Int64, in lane: Lane) -> Int64? {
        guard let rows = lanes[lane], let index = Self.index(of: eventTime, in: rows) else {
            return nil
        }
        return rows[index].number
    }

    /// The rows of a lane behind a time that are on disk, settled ones included.
    func rows(of lane: Lane, after eventTime: Int64) -> ArraySlice<Row> {
        guard let rows = lanes[lane] else {
            return []
        }
        return rows.drop { $0.eventTime <= eventTime }.prefix { $0.event == nil || $0.number <= committed }
    }

    /// Notes that a row waits no longer.
    mutating func settle(at eventTime: Int64, in lane: Lane) {
        change(lane) { rows, keptBytes in
            if let index = Self.index(of: eventTime, in: rows) {
                Self.drop(&rows[index], &keptBytes)
                rows[index].isSettled = true
            }
        }
    }

    /// Forgets a row that is removed.
    mutating func remove(at eventTime: Int64, in lane: Lane) {
        change(lane) { rows, keptBytes in
            guard let index = Self.index(of: eventTime, in: rows) else {
                return
            }
            Self.drop(&rows[index], &keptBytes)
            if index == rows.startIndex {
                rows.removeFirst()
            } else {
                rows.remove(at: index)
            }
        }
    }

    private mutating func change(_ lane: Lane, _ body: (inout ArraySlice<Row>, inout Int) -> Void) {
        // taken out, so that it is not copied
        guard var rows = lanes.removeValue(forKey: lane) else {
            return
        }
        body(&rows, &keptBytes)
        if !rows.isEmpty {
            lanes[lane] = rows
        }
    }

    private static func index(of eventTime: Int64, in rows: ArraySlice<Row>) -> Int? {
        // nearly always one of the first
        rows.firstIndex { $0.eventTime >= eventTime }.flatMap { rows[$0].eventTime == eventTime ? $0 : nil }
    }

    /// Keeps of a row no more than where it is.
    private static func drop(_ row: inout Row, _ keptBytes: inout Int) {
        keptBytes -= row.event?.opening.count ?? 0
        row.event = nil
    }

    /// Notes that the places of all rows are written; they are still found here.
    mutating func markAll() {
        mark = last
        hasPlaces = true
        hasMarked = true
    }

    /// Learns that everything is on disk, and forgets the rows up to the mark.
    mutating func noteCommit() {
        committed = last
        guard hasMarked else {
            return
        }
        hasMarked = false
        for lane in Array(lanes.keys) {
            change(lane) { [mark] rows, keptBytes in
                while var row = rows.first, row.number <= mark {
                    Self.drop(&row, &keptBytes)
                    rows.removeFirst()
                }
            }
        }
    }
}
