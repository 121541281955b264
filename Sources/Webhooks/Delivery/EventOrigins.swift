import Storage
import Traces

/// The spans of the calls that events come of, until the events are told: a bounded number of them, the latest.
///
/// Events of calls that are not traced cost nothing here. What another node tells, or this one after its next start, is a part
/// of no trace.
struct EventOrigins {
    static let maximumCount = 4_096

    /// Two events of a lane that are alike have the same key; the first that is told is the first that came.
    private struct Key: Hashable {
        let lane: OutboxLane
        let command: String
        let opening: Int

        init(_ lane: OutboxLane, _ command: String, _ opening: [UInt8]) {
            self.lane = lane
            self.command = command
            self.opening = opening.hashValue
        }
    }

    private var origins: [Key: ArraySlice<TraceOrigin>] = [:]
    /// In the order in which they came; some may be told by now.
    private var order: ArraySlice<Key> = []

    mutating func note(_ entries: [OutboxEntry]) {
        for entry in entries {
            if let origin = entry.origin {
                let key = Key(entry.lane, entry.command, entry.opening)
                origins[key, default: []].append(origin)
                order.append(key)
            }
        }
        while order.count > Self.maximumCount, let oldest = order.popFirst() {
            forget(oldest)
        }
    }

    /// The span that an event comes of.
    func find(_ event: OutboxEvent) -> TraceOrigin? {
        origins.isEmpty ? nil : origins[Key(event.place.lane, event.command, event.opening)]?.first
    }

    /// Forgets the span of an event that is told no more.
    mutating func settle(_ event: OutboxEvent) {
        guard !origins.isEmpty else {
            return
        }
        let key = Key(event.place.lane, event.command, event.opening)
        if origins[key] != nil, let place = order.firstIndex(of: key) {
            order.remove(at: place)
            forget(key)
        }
    }

    private mutating func forget(_ key: Key) {
        _ = origins[key]?.popFirst()
        if origins[key]?.isEmpty == true {
            origins[key] = nil
        }
    }
}
