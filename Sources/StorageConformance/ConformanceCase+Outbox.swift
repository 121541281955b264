import Groups
import Storage
import Synchronization
import Testing
import Wire

extension ConformanceCase {
    static let outbox = [
        ConformanceCase("a write puts what it tells into the outbox, and a refused one nothing") { store in
            let composer = EchoingComposer()
            store.composeOutbox(by: composer)
            try await store.create(.sample(.club, owner: .alice))
            #expect(try await refusal { try await store.create(.sample(.club, owner: .bob)) } != nil)
            try await store.destroyGroup(.club, in: .sample())
            let waiting = try await store.waiting(in: .club)
            #expect(waiting.map(\.command) == ["created", "destroyed"])
            #expect(waiting.map(\.opening) == [Array("{1".utf8), Array("{2".utf8)])
            #expect(waiting.map(\.address) == ["-", "-"])
            #expect(composer.takeFilled().map(\.command) == ["created", "destroyed"])
        },
        ConformanceCase("a write that is rehearsed is checked and answered, and changes and tells nothing") { store in
            let composer = EchoingComposer()
            store.composeOutbox(by: composer)
            try await store.createGroup(.sample(.club, owner: .alice), in: .called.rehearsal)
            #expect(try await store.groupStamps(of: [.club], in: .sample()) == [nil])
            try await store.create(.sample(.club, owner: .alice))
            #expect(
                try await refusal { try await store.createGroup(.sample(.club, owner: .alice), in: .called.rehearsal) }
                    == .groupIDInUseBySameOwner)
            let message = MessageDraft.sample("tried", random: 7)
            for _ in 0..<2 {
                let sent = try await store.sendMessage(
                    message, to: Conversation(.club), in: .called.rehearsal, isThrottled: { true })
                #expect(sent.outcome == .taken)
            }
            let results = try await store.addMembers([.bob], to: .club, in: .called.rehearsal, isSilent: false)
            #expect(results == [.added])
            #expect(try await store.profile(.club).memberNum == 1)
            #expect(composer.takeFilled().map(\.command) == ["created"])
        },
        ConformanceCase("events have times of their own in a lane, whatever clocks say") { store in
            let lane = OutboxLane.group(.club)
            for time: Int64 in [1_000, 1_000, 900, 5_000, 1_000] {
                try await store.addToOutbox([.sample(lane, at: time), .sample(.app, at: time)])
            }
            let times: [Int64] = [1_000, 1_001, 1_002, 5_000, 5_001]
            #expect(try await store.waiting(in: .club).map(\.place.eventTime) == times)
            // settled at once, the last keeps its time until that has come
            let places = times.map { OutboxPlace(lane: lane, eventTime: $0) }
            try await store.settle(
                places.map { .sample($0, .delivered) }, of: app, at: 2_000, keeping: 0)
            try await store.addToOutbox([.sample(lane, at: 2_000)])
            #expect(try await store.waiting(in: .club).map(\.place.eventTime) == [5_002])
        },
        ConformanceCase("what waits is listed by lane and time, of one app") { store in
            let lanes: [OutboxLane] = [.app, .group(.club), .group(.team), .account(.alice)]
            for lane in lanes.reversed() {
                try await store.addToOutbox((1...3).map { .sample(lane, at: $0) })
            }
            try await store.addToOutbox([.sample(.group(.none), at: 1, of: otherApp)])
            #expect(try await store.waitingLanes(of: app, after: nil, limit: 10) == lanes)
            #expect(try await store.waitingLanes(of: app, after: .app, limit: 2) == Array(lanes[1...2]))
            #expect(try await store.waitingLanes(of: otherApp, after: nil, limit: 10) == [.group(.none)])
            let events = try await store.waitingEvents(
                of: app,
                in: [OutboxPlace(lane: .group(.team), eventTime: 1), OutboxPlace(lane: .app, eventTime: 0)], limit: 2)
            #expect(events.filter { $0.place.lane == .group(.team) }.map(\.place.eventTime) == [2, 3])
            #expect(events.filter { $0.place.lane == .app }.map(\.place.eventTime) == [1, 2])
            #expect(events.count == 4)
            #expect(try await store.outboxState(of: app) == OutboxState(waiting: 12, parked: 0, oldest: 1))
        },
        ConformanceCase("settled events wait no longer, and the last ones stay as a history") { store in
            let lane = OutboxLane.group(.club)
            try await store.addToOutbox((1...6).map { .sample(lane, at: $0) })
            let results: [OutboxSettlement.Result] = [.parked, .delivered, .givenUp, .delivered, .delivered]
            for (time, result) in zip(Int64(1)..., results) {
                let place = OutboxPlace(lane: lane, eventTime: time)
                try await store.settle([.sample(place, result)], of: app, at: 1_000_000 + time, keeping: 1)
            }
            #expect(try await store.waiting(in: .club).map(\.place.eventTime) == [6])
            #expect(try await store.outboxState(of: app) == OutboxState(waiting: 1, parked: 1, oldest: 6))
            let history = try await store.settledEvents(of: app, limit: 10)
            #expect(history.map(\.event.place.eventTime) == [5, 4, 1])
            #expect(history.map(\.settlement.result) == [.delivered, .delivered, .parked])
            #expect(history.first?.settlement == .sample(OutboxPlace(lane: lane, eventTime: 5), .delivered))
            #expect(history.first?.time == 1_000_005)
            #expect(history.first?.event.command == "sample")
            // what has been settled once is not settled again
            try await store.settle(
                [.sample(OutboxPlace(lane: lane, eventTime: 5), .parked)], of: app, at: 2_000_000, keeping: 1)
            #expect(try await store.settledEvents(of: app, limit: 1).first?.settlement.result == .delivered)
        },
        ConformanceCase("a settled event can be sent again with its time") { store in
            let place = OutboxPlace(lane: .group(.club), eventTime: 1)
            try await store.addToOutbox([.sample(place.lane, at: 1)])
            #expect(try await store.resend(place, of: app) == false)
            try await store.settle([.sample(place, .parked)], of: app, at: 10, keeping: 10)
            #expect(try await store.resend(place, of: otherApp) == false)
            #expect(try await store.resend(place, of: app))
            #expect(try await store.waiting(in: .club).map(\.place) == [place])
            #expect(try await store.settledEvents(of: app, limit: 10).isEmpty)
        },
    ]
}

/// Puts an entry for each event into the outbox, numbered as they come.
final class EchoingComposer: OutboxComposer {
    private let filled = Mutex<[OutboxEntry]>([])
    private let counts = Mutex<[OutboxLane: Int]>([:])

    func outboxEntries(of events: [CommittedEvent]) -> [OutboxEntry] {
        events.compactMap { committed in
            guard case .group(let event) = committed.event, let name = event.kind.name else {
                return nil
            }
            let lane = OutboxLane.group(event.group)
            let count = counts.withLock { counts in
                counts[lane, default: 0] += 1
                return counts[lane] ?? 0
            }
            return OutboxEntry(
                app: committed.app, lane: lane, time: Int64(count), command: name,
                address: committed.address ?? "-", opening: Array("{\(count)".utf8))
        }
    }

    func outboxFilled(_ entries: [OutboxEntry]) {
        filled.withLock { $0 += entries }
    }

    func takeFilled() -> [OutboxEntry] {
        filled.withLock { filled in
            defer { filled.removeAll() }
            return filled
        }
    }
}

extension GroupEvent.Kind {
    fileprivate var name: String? {
        switch self {
        case .created: "created"
        case .destroyed: "destroyed"
        default: nil
        }
    }
}

extension OutboxEntry {
    fileprivate static func sample(
        _ lane: OutboxLane, at time: Int64, of app: SDKAppID = StorageConformance.app
    ) -> OutboxEntry {
        OutboxEntry(
            app: app, lane: lane, time: time, command: "sample", address: "127.0.0.1",
            opening: Array("{\"a\":\"\(difficultPlainText)\"".utf8))
    }
}

extension OutboxSettlement {
    fileprivate static func sample(_ place: OutboxPlace, _ result: Result) -> OutboxSettlement {
        OutboxSettlement(place, result, attempts: 3, milliseconds: 12, answer: "HTTP 500")
    }
}

extension OutboxStore {
    fileprivate func waiting(in group: GroupID) async throws(StoreError) -> [OutboxEvent] {
        try await waitingEvents(of: app, in: [OutboxPlace(lane: .group(group), eventTime: 0)], limit: 100)
    }
}
