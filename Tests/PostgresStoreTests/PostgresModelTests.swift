import RulesModel
import Storage
import Testing

@testable import PostgresStore

/// The rules on two nodes that share a database.
@Suite(.serialized) struct PostgresModelTests {
    /// Each call goes to one of the nodes, and what it has changed is read at the other.
    @Test(arguments: RulesModel.Lane.all(steps: 8_000))
    func `every answer is the one of the rules`(lane: RulesModel.Lane) async throws {
        let start = ContinuousClock.now
        let failure = try await lane.failure {
            let database = try PostgresServer.shared().lendDatabase()
            return WorldNodes(try Self.nodes(of: database), keeping: database)
        }
        print("model of the rules: \(lane.testDescription), \(ContinuousClock.now - start)")
        #expect(failure == nil)
    }

    @Test(arguments: WinnerCase.all)
    func `goes to one`(_ wanted: WinnerCase) async throws {
        let database = try PostgresServer.shared().lendDatabase()
        // it is lent again when nobody has it
        defer { withExtendedLifetime(database) {} }
        let nodes = try Self.nodes(of: database)
        try await wanted.run(on: nodes, rounds: 10)
        for node in nodes {
            try await node.close()
        }
    }

    private static func nodes(of database: TemporaryDatabase) throws -> [any GroupStore] {
        try (0..<2).map { _ in CheckedStore(try database.openStore()) }
    }
}
