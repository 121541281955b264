import Storage

/// The lanes of an app that have something to tell, with as many of their events in memory as are needed soon.
///
/// Of each lane one event is under way at a time, until it is settled. What does not fit stays in the store.
struct DeliveryLanes {
    /// An event whose turn it is.
    struct Turn: Sendable {
        let event: OutboxEvent
        /// The tries before this one.
        let attempts: Int
        /// Whether nothing has been done about it so far.
        let isFirst: Bool
    }

    private struct Lane {
        enum Phase {
            case waiting
            /// It is listed in ``DeliveryLanes/ready``.
            case ready
            case underWay
            /// Until the next try.
            case resting
        }

        /// As far as they were read.
        var events: ArraySlice<OutboxEvent> = []
        /// The event time behind which the store is read on.
        var lastTime: Int64 = 0
        /// Whether the store may have more there.
        var mayHaveMore = true
        /// Whether it is listed in ``DeliveryLanes/hungry``, or is being read.
        var isListed = false
        var phase = Phase.waiting
        /// The tries of the first event.
        var attempts = 0
        /// Whether the first event was put off before its first try.
        var isPutOff = false
        /// Settled events that the store may still take for waiting ones.
        var unsettled = 0

        /// Whether events are to be read: while the last one is under way already, so that those of many lanes are read together.
        var isHungry: Bool {
            mayHaveMore && !isListed && (events.isEmpty || events.count == 1 && phase == .underWay && attempts == 0)
        }
    }

    /// Bounds the lanes in memory.
    static let maximumLanes = 512
    /// No more is read while so many events are in memory.
    static let enoughEvents = 2_048
    /// Bounds what is read at a time: lanes, and events of each.
    static let readLanes = 64
    static let readEvents = 16

    private var lanes: [OutboxLane: Lane] = [:]
    /// In the order in which their turns come.
    private var ready: ArraySlice<OutboxLane> = []
    /// Lanes that are to be read, in order.
    private var hungry: ArraySlice<OutboxLane> = []
    private(set) var eventCount = 0

    /// Whether something is to be read.
    var isHungry: Bool { !hungry.isEmpty && eventCount < Self.enoughEvents }

    var hasRoom: Bool { lanes.count < Self.maximumLanes }

    func contains(_ lane: OutboxLane) -> Bool { lanes[lane] != nil }

    /// The slots of the lanes in memory.
    var slots: Set<Int> { Set(lanes.keys.map(\.slot)) }

    // MARK: Reading

    /// Notes that the store may have something new in a lane.
    ///
    /// - Returns: whether there is room for it.
    mutating func note(_ name: OutboxLane) -> Bool {
        guard lanes[name] != nil || hasRoom else {
            return false
        }
        update(name, from: lanes[name] ?? Lane()) { $0.mayHaveMore = true }
        return true
    }

    /// Where events are to be read next; ``take(_:from:)`` takes what is found there.
    mutating func takePlaces() -> [OutboxPlace] {
        var places: [OutboxPlace] = []
        while places.count < Self.readLanes, eventCount < Self.enoughEvents, let name = hungry.popFirst() {
            guard let lane = lanes[name] else {
                continue
            }
            places.append(OutboxPlace(lane: name, eventTime: lane.lastTime))
            lanes[name]?.mayHaveMore = false
        }
        return places
    }

    /// Takes what was read behind places; `nil` where that has failed.
    mutating func take(_ events: [OutboxEvent]?, from places: [OutboxPlace]) {
        let wasLost = events == nil
        let found = Dictionary(grouping: events ?? [], by: \.place.lane)
        for place in places {
            let events = lanes[place.lane] == nil ? [] : found[place.lane] ?? []
            eventCount += events.count
            update(place.lane) { lane in
                lane.isListed = false
                lane.events += events
                lane.lastTime = events.last?.place.eventTime ?? lane.lastTime
                lane.mayHaveMore = lane.mayHaveMore || wasLost || events.count == Self.readEvents
            }
        }
    }

    // MARK: Turns

    /// The next event whose turn it is, which is under way from now on.
    mutating func takeTurn() -> Turn? {
        while let name = ready.popFirst() {
            if let lane = lanes[name], lane.phase == .ready, let event = lane.events.first {
                lanes[name]?.phase = .underWay
                return Turn(
                    event: event, attempts: lane.attempts, isFirst: lane.attempts == 0 && !lane.isPutOff)
            }
        }
        return nil
    }

    /// Ends an event's turn for good; the store is to learn it, and says so with ``noteStored(_:)``.
    mutating func settle(_ place: OutboxPlace) {
        eventCount -= 1
        update(place.lane) { lane in
            lane.events.removeFirst()
            lane.attempts = 0
            lane.isPutOff = false
            lane.unsettled += 1
            lane.phase = .waiting
        }
    }

    /// Ends the turn of an event that was tried, until ``wake(_:)``; meanwhile those behind it are forgotten.
    mutating func rest(_ place: OutboxPlace) {
        rest(place) { $0.attempts += 1 }
    }

    /// Ends the turn of an event that was not tried, until ``wake(_:)``; meanwhile those behind it are forgotten.
    mutating func putOff(_ place: OutboxPlace) {
        rest(place) { $0.isPutOff = true }
    }

    private mutating func rest(_ place: OutboxPlace, _ note: (inout Lane) -> Void) {
        eventCount -= (lanes[place.lane]?.events.count ?? 1) - 1
        update(place.lane) { lane in
            lane.mayHaveMore = lane.mayHaveMore || lane.events.count > 1
            lane.events = lane.events.prefix(1)
            lane.lastTime = place.eventTime
            note(&lane)
            lane.phase = .resting
        }
    }

    /// Gives an event that rests its turn again.
    mutating func wake(_ name: OutboxLane) {
        update(name) { lane in
            if lane.phase == .resting {
                lane.phase = .waiting
            }
        }
    }

    /// Learns that the store knows of settled events.
    mutating func noteStored(_ places: [OutboxPlace]) {
        for place in places {
            update(place.lane) { $0.unsettled -= 1 }
        }
    }

    /// Forgets lanes of other slots, but for those of which something is under way or not stored.
    mutating func keep(_ slots: Set<Int>) {
        for (name, lane) in lanes where !slots.contains(name.slot) {
            if lane.phase != .underWay, lane.unsettled == 0 {
                eventCount -= lane.events.count
                lanes[name] = nil
            }
        }
    }

    /// Changes a lane, and lists it where it belongs now; one that has nothing left is forgotten.
    private mutating func update(_ name: OutboxLane, from new: Lane? = nil, _ change: (inout Lane) -> Void) {
        guard var lane = lanes[name] ?? new else {
            return
        }
        change(&lane)
        if lane.phase == .waiting, !lane.events.isEmpty {
            lane.phase = .ready
            ready.append(name)
        }
        if lane.isHungry {
            lane.isListed = true
            hungry.append(name)
        }
        let isDone = lane.events.isEmpty && !lane.isListed && lane.unsettled == 0
        lanes[name] = isDone ? nil : lane
    }
}
