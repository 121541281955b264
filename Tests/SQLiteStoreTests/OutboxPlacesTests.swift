import GRDB
import Logging
import Storage
import Testing
import Wire

@testable import SQLiteStore

/// Events of the outbox of which some have a place by now, and some have none.
@Suite struct OutboxPlacesTests {
    private struct Stop: Error {}

    private static let app = SDKAppID(1)
    private static let lanes: [OutboxLane] = ["ant", "bee", "cat"].compactMap(GroupID.init).map { .group($0) }
    /// Events of each lane, so many that places are written once and some are left.
    private static let count = OutboxTail.maximumRows / 3 + 100

    private let folder = TemporaryFolder()

    private static func entry(_ lane: OutboxLane, at time: Int64 = 1) -> OutboxEntry {
        OutboxEntry(app: app, lane: lane, time: time, command: "c", address: "a", opening: Array("{\(lane.key)".utf8))
    }

    private static func settlement(_ lane: OutboxLane, _ eventTime: Int64) -> OutboxSettlement {
        OutboxSettlement(
            OutboxPlace(lane: lane, eventTime: eventTime), .delivered, attempts: 1, milliseconds: 1, answer: "")
    }

    private func fill(_ store: SQLiteStore) async throws {
        for start in stride(from: 0, to: Self.count, by: 64) {
            let round = start..<min(start + 64, Self.count)
            try await store.addToOutbox(round.flatMap { _ in Self.lanes.map { Self.entry($0) } })
        }
    }

    /// The event times of what waits, read in steps.
    private func waiting(in lane: OutboxLane, of store: SQLiteStore) async throws -> [Int64] {
        var times: [Int64] = []
        while true {
            let place = OutboxPlace(lane: lane, eventTime: times.last ?? 0)
            let events = try await store.waitingEvents(of: Self.app, in: [place], limit: 500)
            guard !events.isEmpty else {
                return times
            }
            #expect(events.allSatisfy { $0.opening == Array("{\(lane.key)".utf8) })
            times += events.map(\.place.eventTime)
        }
    }

    private func rows(of table: String, in store: SQLiteStore) throws -> Int? {
        try store.writer.writeWithoutTransaction { try Int.fetchOne($0, sql: "SELECT count(*) FROM \(table)") }
    }

    @Test func `what waits is told in its order, and again after a start`() async throws {
        let store = try folder.openStore()
        try await fill(store)
        let placed = try #require(try rows(of: "outbox_places", in: store))
        #expect(placed >= OutboxTail.maximumRows && placed < Self.count * 3)
        for lane in Self.lanes {
            #expect(try await waiting(in: lane, of: store) == Array(1...Self.count))
        }
        #expect(try await store.waitingLanes(of: Self.app, after: nil, limit: 2) == Array(Self.lanes.prefix(2)))
        try await store.close()
        let again = try folder.openStore()
        for lane in Self.lanes {
            #expect(try await waiting(in: lane, of: again) == Array(1...Self.count))
        }
        try await again.addToOutbox([Self.entry(Self.lanes[0])])
        #expect(try await waiting(in: Self.lanes[0], of: again).last == Self.count + 1)
        let state = OutboxState(waiting: Self.count * 3 + 1, parked: 0, oldest: 1)
        #expect(try await again.outboxState(of: Self.app) == state)
        try await again.close()
    }

    @Test func `what is delivered leaves nothing`() async throws {
        let store = try folder.openStore()
        try await fill(store)
        for lane in Self.lanes {
            let settlements = (1...Self.count).map { Self.settlement(lane, $0) }
            for batch in [settlements.prefix(70), settlements.dropFirst(70)] {
                try await store.settle(Array(batch), of: Self.app, at: Self.count + 1, keeping: 0)
                let settled = batch.last.map(\.place.eventTime) ?? 0
                #expect(try await waiting(in: lane, of: store) == Array((settled + 1)..<(Self.count + 1)))
            }
        }
        #expect(try rows(of: "outbox", in: store) == 0)
        #expect(try rows(of: "outbox_places", in: store) == 0)
        try await store.addToOutbox([Self.entry(Self.lanes[0], at: 7)])
        #expect(try await waiting(in: Self.lanes[0], of: store) == [7])
        try await store.close()
    }

    @Test func `what is taken back has no place and no time`() async throws {
        let store = try folder.openStore()
        try await store.addToOutbox([Self.entry(Self.lanes[0])])
        await #expect(throws: StoreError.self) {
            try await store.commits.performOnOutbox { outbox, database in
                try outbox.add([Self.entry(Self.lanes[0]), Self.entry(Self.lanes[1])], in: database)
                try outbox.settle([Self.settlement(Self.lanes[0], 1)], of: Self.app, at: 9, keeping: 0, in: database)
                throw Stop()
            }
        }
        #expect(try await waiting(in: Self.lanes[0], of: store) == [1])
        try await store.addToOutbox(Self.lanes.map { Self.entry($0) })
        #expect(try await waiting(in: Self.lanes[0], of: store) == [1, 2])
        #expect(try await waiting(in: Self.lanes[1], of: store) == [1])
        try await store.close()
    }

    @Test func `what is settled twice stays as it was settled first`() async throws {
        let store = try folder.openStore()
        try await store.addToOutbox((1...3).map { _ in Self.entry(Self.lanes[0]) })
        try await store.settle([Self.settlement(Self.lanes[0], 2)], of: Self.app, at: 9, keeping: 1)
        try await store.settle((1...2).map { Self.settlement(Self.lanes[0], $0) }, of: Self.app, at: 9, keeping: 0)
        #expect(try await store.settledEvents(of: Self.app, limit: 9).map(\.event.place.eventTime) == [2])
        #expect(try await waiting(in: Self.lanes[0], of: store) == [3])
        try await store.close()
    }

    @Test func `what another process sends again is found beside the open store`() async throws {
        let store = try folder.openStore()
        try await store.addToOutbox((1...2).map { _ in Self.entry(Self.lanes[0]) })
        try await store.settle([Self.settlement(Self.lanes[0], 1)], of: Self.app, at: 9, keeping: 9)
        try await store.settle([Self.settlement(Self.lanes[0], 2)], of: Self.app, at: 9, keeping: 9)
        #expect(try await store.waitingLanes(of: Self.app, after: nil, limit: 9) == [])
        let logger = Logger(label: "tests") { _ in SwiftLogNoOpLogHandler() }
        try await SQLiteStore.withOutboxDesk(of: folder.url, logger: logger) { desk in
            _ = try await desk.resend(OutboxPlace(lane: Self.lanes[0], eventTime: 1), of: Self.app)
        }
        #expect(try await store.waitingLanes(of: Self.app, after: nil, limit: 9) == [Self.lanes[0]])
        #expect(try await waiting(in: Self.lanes[0], of: store) == [1])
        try await store.settle([Self.settlement(Self.lanes[0], 1)], of: Self.app, at: 10, keeping: 9)
        #expect(try await store.waitingLanes(of: Self.app, after: nil, limit: 9) == [])
        try await store.close()
    }
}
