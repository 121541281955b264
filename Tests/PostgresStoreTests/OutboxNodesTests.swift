import Groups
import Storage
import Synchronization
import Testing
import Wire

@testable import PostgresStore
@testable import StorageConformance

/// The outbox of a database that several nodes share.
@Suite struct OutboxNodesTests {
    private static let all = Set(0..<OutboxLane.slots)

    private let database: TemporaryDatabase
    private let nodes: [PostgresStore]

    init() throws {
        let database = try PostgresServer.shared().makeDatabase()
        self.database = database
        nodes = try (0..<2).map { _ in try database.openStore() }
    }

    @Test func `a node that is alone has all slots`() async throws {
        _ = try await nodes[0].meetNodes(telling: [])
        #expect(try await nodes[0].claimOutboxSlots(busy: []) == Self.all)
        #expect(try await nodes[0].claimOutboxSlots(busy: Self.all) == Self.all)
    }

    @Test func `nodes have half of the slots each, and none together`() async throws {
        _ = try await nodes[0].meetNodes(telling: [])
        let first = try await nodes[0].claimOutboxSlots(busy: [])
        _ = try await nodes[1].meetNodes(telling: [])
        #expect(try await nodes[1].claimOutboxSlots(busy: []).isEmpty)
        // what is in use is kept until it is not
        let busy = Set(first.sorted().prefix(40))
        let kept = try await nodes[0].claimOutboxSlots(busy: busy)
        #expect(kept.isSuperset(of: busy) && kept.count == 40)
        let others = try await nodes[1].claimOutboxSlots(busy: [])
        #expect(others == Self.all.subtracting(kept))
        let rest = try await nodes[0].claimOutboxSlots(busy: [])
        #expect(rest.count == 32)
        #expect(try await nodes[1].claimOutboxSlots(busy: []) == Self.all.subtracting(rest))
    }

    @Test func `a node that goes leaves its slots to the others`() async throws {
        for node in nodes {
            _ = try await node.meetNodes(telling: [])
        }
        let first = try await nodes[0].claimOutboxSlots(busy: [])
        #expect(first.count == 32)
        #expect(try await nodes[1].claimOutboxSlots(busy: []).count == 32)
        try await nodes[0].leaveNodes()
        try await nodes[0].close()
        #expect(try await nodes[1].claimOutboxSlots(busy: []) == Self.all)
    }

    @Test func `a session that the server ends has no slots any more`() async throws {
        for node in nodes {
            _ = try await node.meetNodes(telling: [])
            _ = try await node.claimOutboxSlots(busy: [])
        }
        try database.run(
            "SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory' AND classid = 1366258036")
        // claimed anew on a new connection
        let slots = [
            try await nodes[0].claimOutboxSlots(busy: []), try await nodes[1].claimOutboxSlots(busy: []),
        ]
        #expect(slots[0].isDisjoint(with: slots[1]))
        #expect(slots[0].union(slots[1]) == Self.all)
    }

    @Test func `what nodes write into a group at the same time is told in the order of the commits`() async throws {
        try await nodes[0].create(.sample(.club, owner: .alice))
        let composer = NamingComposer()
        for node in nodes {
            node.composeOutbox(by: composer)
        }
        try await withThrowingTaskGroup(of: Void.self) { [nodes] tasks in
            for index in 0..<60 {
                tasks.addTask {
                    _ = try await nodes[index % 2].send(.sample("m\(index)", from: .alice, random: UInt32(index)))
                }
            }
            try await tasks.waitForAll()
        }
        let waiting = try await nodes[0].waitingEvents(
            of: app, in: [OutboxPlace(lane: .group(.club), eventTime: 0)], limit: 100)
        #expect(waiting.map(\.command) == (1...60).map { "\($0)" })
        #expect(Set(waiting.map(\.place.eventTime)).count == 60)
    }
}

/// Names entries by the numbers of messages, all at the same time.
private final class NamingComposer: OutboxComposer {
    func outboxEntries(of events: [CommittedEvent]) -> [OutboxEntry] {
        events.compactMap { committed in
            guard case .group(let event) = committed.event, case .messageSent(let sent) = event.kind else {
                return nil
            }
            return OutboxEntry(
                app: committed.app, lane: .group(event.group), time: 1_000, command: "\(sent.seq)", address: "",
                opening: [])
        }
    }

    func outboxFilled(_ entries: [OutboxEntry]) {}
}
