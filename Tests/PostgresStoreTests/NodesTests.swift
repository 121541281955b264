import Storage
import Synchronization
import Testing

@testable import PostgresStore

/// Nodes that know of each other through their database.
@Suite struct NodesTests {
    private let database: TemporaryDatabase
    private let nodes: [PostgresStore]

    init() throws {
        let database = try PostgresServer.shared().makeDatabase()
        self.database = database
        nodes = try (0..<3).map { _ in try database.openStore() }
    }

    @Test func `each node learns what the others were asked for last`() async throws {
        let calls = LimitDemand(name: "calls", perSecond: 12.345)
        let messages = LimitDemand(name: "messages 1 群", perSecond: 0.5)
        #expect(try await nodes[0].meetNodes(telling: [calls]) == [])
        #expect(try await nodes[1].meetNodes(telling: []) == [[calls]])
        #expect(try await nodes[0].meetNodes(telling: [messages, calls]) == [[]])
        let seen = try await nodes[2].meetNodes(telling: [])
        #expect(seen.count == 2)
        #expect(Set(seen.map { $0.map(\.name) }) == [[], ["messages 1 群", "calls"]])
        #expect(Set(seen.joined().map(\.perSecond)) == [12.345, 0.5])
    }

    @Test func `a node that leaves counts no longer`() async throws {
        for node in nodes {
            _ = try await node.meetNodes(telling: [])
        }
        #expect(try await nodes[0].meetNodes(telling: []).count == 2)
        try await nodes[2].leaveNodes()
        #expect(try await nodes[0].meetNodes(telling: []).count == 1)
    }

    @Test func `a node that is silent for ten seconds counts no longer, until it tells of itself again`() async throws {
        for node in nodes {
            _ = try await node.meetNodes(telling: [])
        }
        try database.run("UPDATE nodes SET seen = seen - interval '3 seconds'")
        #expect(try await nodes[0].meetNodes(telling: []).count == 2)
        try database.run("UPDATE nodes SET seen = seen - interval '10 seconds'")
        #expect(try await nodes[0].meetNodes(telling: []).count == 0)
        #expect(try await nodes[1].meetNodes(telling: []).count == 1)
    }

    @Test func `a meeting is one round trip`() async throws {
        let connection = try database.connect()
        let session = Session(connection, .single)
        session.begin()
        let trips = connection.roundTrips
        let table = NodeTable(session: session)
        try table.announce([1], schemaVersion: 2, demands: [])
        _ = try table.others(than: [1])
        #expect(connection.roundTrips - trips == 1)
        #expect(try database.integers("SELECT count(*) FROM nodes") == [1])
    }

    /// Keeps what it is told.
    private final class Listener: NodeMessageObserver {
        let told = Mutex<[String]>([])

        func nodeTold(_ message: String) {
            told.withLock { $0.append(message) }
        }
    }

    /// Lets a node listen, and returns when it does.
    private func listen(_ node: PostgresStore) async throws -> Listener {
        let listening =
            "SELECT count(*) FROM pg_stat_activity WHERE query LIKE 'LISTEN%' AND datname = current_database()"
        let before = try database.integers(listening)[0]
        let listener = Listener()
        node.observeNodeMessages(listener)
        try await waitUntil { try database.integers(listening)[0] > before }
        return listener
    }

    @Test func `what a node tells reaches the others once and in order, and itself never`() async throws {
        let own = try await listen(nodes[0])
        let others = [try await listen(nodes[1]), try await listen(nodes[2])]
        let messages = (0..<100).map { "message \($0) 群 \"" }
        for message in messages {
            nodes[0].tellNodes(message)
        }
        for other in others {
            try await waitUntil { other.told.withLock(\.count) >= 100 }
            #expect(other.told.withLock(\.self) == messages)
        }
        #expect(own.told.withLock(\.self) == [])
        for node in nodes {
            try await node.close()
        }
    }

    @Test func `what is too long for a message is told to nobody, and a lost connection is opened again`() async throws
    {
        let other = try await listen(nodes[1])
        nodes[0].tellNodes(String(repeating: "m", count: 7_901))
        nodes[0].tellNodes("first")
        try await waitUntil { other.told.withLock(\.count) == 1 }
        try database.run(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE 'LISTEN%' AND datname = current_database()"
        )
        // what is told before it listens again is lost
        try await waitUntil {
            nodes[0].tellNodes("second")
            return other.told.withLock { $0.contains("second") }
        }
        #expect(other.told.withLock(\.first) == "first")
        for node in nodes {
            try await node.close()
        }
    }
}
