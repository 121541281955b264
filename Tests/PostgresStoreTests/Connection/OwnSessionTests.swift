import Testing

@testable import PostgresStore

/// Connections that have sessions of their own, and some that share them; `test_pgbouncer` drives a real pooler.
@Suite struct OwnSessionTests {
    private let database: TemporaryDatabase

    init() throws {
        database = try PostgresServer.shared().makeEmptyDatabase()
    }

    @Test func `a connection without a pooler is asked for no more than its process`() throws {
        let connection = try database.connect()
        let trips = connection.roundTrips
        try OwnSession.require(connection, place: "here", mark: "1") {
            Issue.record("no other connection is needed")
            return connection
        }
        #expect(connection.roundTrips == trips + 1)
    }
}
