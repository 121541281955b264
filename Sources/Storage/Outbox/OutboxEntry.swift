import Groups
package import Traces
package import Wire

/// Something that an app's backend is to be told.
package struct OutboxEntry: Sendable, Equatable {
    package let app: SDKAppID
    package let lane: OutboxLane
    /// Milliseconds since 1970; the event takes a later time where its lane has one already that is not before this.
    package let time: Int64
    /// `CallbackCommand`.
    package let command: String
    /// `ClientIP`.
    package let address: String
    /// The body up to where `EventTime` stands.
    package let opening: [UInt8]
    /// The span of the call that it comes of, which no store keeps; `nil` where that is not traced.
    package let origin: TraceOrigin?

    package init(
        app: SDKAppID, lane: OutboxLane, time: Int64, command: String, address: String, opening: [UInt8],
        origin: TraceOrigin? = nil
    ) {
        self.origin = origin
        self.app = app
        self.lane = lane
        self.time = time
        self.command = command
        self.address = address
        self.opening = opening
    }
}

/// What events are about: those of a lane are told one after the other, in their order; lanes side by side.
package enum OutboxLane: Hashable, Sendable {
    case group(GroupID)
    case account(Account)
    /// The app itself.
    case app

    /// Into how many slots lanes are divided for the nodes that share a store.
    package static let slots = 64

    /// The name of the lane in a store; lanes are sorted by the bytes of their keys.
    package var key: String {
        switch self {
        case .group(let group): "g" + group.text
        case .account(let account): "u" + account.text
        case .app: "a"
        }
    }

    /// - Throws: for a key that no lane has.
    package init(key: String) throws {
        let name = String(key.dropFirst())
        switch key.first {
        case "g":
            guard let group = GroupID(name) else {
                throw DamagedRow(table: "outbox")
            }
            self = .group(group)
        case "u":
            guard let account = Account(name) else {
                throw DamagedRow(table: "outbox")
            }
            self = .account(account)
        case "a" where name.isEmpty: self = .app
        default: throw DamagedRow(table: "outbox")
        }
    }

    /// The slot of the lane, below ``slots``.
    package var slot: Int { Int(FNV1a.hash(key.utf8) % UInt64(Self.slots)) }
}

/// An event of the outbox, or the beginning of a lane's rest.
package struct OutboxPlace: Hashable, Sendable {
    package let lane: OutboxLane
    /// `EventTime`: milliseconds since 1970, unique in its lane.
    package let eventTime: Int64

    package init(lane: OutboxLane, eventTime: Int64) {
        self.lane = lane
        self.eventTime = eventTime
    }
}

extension OutboxPlace {
    /// The name of an event for people and programs: what it is about, and its time.
    package var name: String { "\(lane.key)@\(eventTime)" }

    /// - Returns: `nil` for a text that names no event.
    package init?(name: String) {
        guard
            let separator = name.lastIndex(of: "@"), let time = Int64(name[name.index(after: separator)...]),
            let lane = try? OutboxLane(key: String(name[..<separator]))
        else {
            return nil
        }
        self.init(lane: lane, eventTime: time)
    }
}

/// An event that waits.
package struct OutboxEvent: Sendable, Equatable {
    package let place: OutboxPlace
    /// `CallbackCommand`.
    package let command: String
    /// `ClientIP`.
    package let address: String
    /// The body up to where `EventTime` stands.
    package let opening: [UInt8]

    package init(_ place: OutboxPlace, command: String, address: String, opening: [UInt8]) {
        self.place = place
        self.command = command
        self.address = address
        self.opening = opening
    }
}

/// What has become of an event.
package struct OutboxSettlement: Sendable, Equatable {
    /// A raw value is the number in a store.
    package enum Result: Int64, Sendable, CaseIterable {
        case delivered = 1
        /// Nobody tries again.
        case givenUp = 2
        /// Nobody tries again until somebody asks for it.
        case parked = 3
    }

    package let place: OutboxPlace
    package let result: Result
    /// How often it was tried.
    package let attempts: Int64
    /// Of the last attempt.
    package let milliseconds: Int64
    /// What the receiver answered last, or why there was no answer; English.
    package let answer: String

    package init(_ place: OutboxPlace, _ result: Result, attempts: Int64, milliseconds: Int64, answer: String) {
        self.place = place
        self.result = result
        self.attempts = attempts
        self.milliseconds = milliseconds
        self.answer = answer
    }
}

extension [OutboxSettlement] {
    /// Divides what is settled together into what need not be kept, and what stays as a part of the history.
    ///
    /// - Parameters:
    ///   - history: how many are kept of those that were delivered.
    ///   - now: milliseconds since 1970; an event stays until its time has come.
    package func divided(keeping history: Int, at now: Int64) -> (passing: [Element], staying: [Element]) {
        let first = Swift.max(0, count - history)
        func passes(_ index: Int) -> Bool {
            index < first && self[index].result == .delivered && self[index].place.eventTime < now
        }
        return (indices.filter(passes).map { self[$0] }, indices.filter { !passes($0) }.map { self[$0] })
    }
}

/// An event that waits no longer.
package struct SettledEvent: Sendable, Equatable {
    package let event: OutboxEvent
    package let settlement: OutboxSettlement
    /// When it was settled, in milliseconds since 1970.
    package let time: Int64

    package init(_ event: OutboxEvent, _ settlement: OutboxSettlement, at time: Int64) {
        self.event = event
        self.settlement = settlement
        self.time = time
    }
}

/// How much an outbox holds.
package struct OutboxState: Sendable, Equatable {
    package let waiting: Int64
    package let parked: Int64
    /// The smallest event time of what waits; `nil` where nothing does.
    package let oldest: Int64?

    package init(waiting: Int64, parked: Int64, oldest: Int64?) {
        self.waiting = waiting
        self.parked = parked
        self.oldest = oldest
    }
}
