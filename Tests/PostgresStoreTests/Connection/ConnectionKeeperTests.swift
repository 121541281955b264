import Synchronization
import Testing

@testable import PostgresStore

@Suite struct ConnectionKeeperTests {
    /// A clock that goes on only while somebody waits.
    private final class Clock: Sendable {
        let now = Mutex(Duration.zero)
        let waits = Mutex<[Duration]>([])

        var surroundings: Surroundings {
            Surroundings(
                uptime: { self.now.withLock(\.self) },
                pause: { wait in
                    self.now.withLock { $0 += wait }
                    self.waits.withLock { $0.append(wait) }
                },
                // nothing is left to chance
                randomBits: { 0 })
        }
    }

    private let clock = Clock()
    private let nobody: ConnectionSettings

    init() throws {
        nobody = try ConnectionSettings(uri: "postgresql:///db?host=/nonexistent")
    }

    @Test func `each wait for a server is twice the one before, up to the longest`() throws {
        let keeper = ConnectionKeeper(nobody, Reconnection(), clock.surroundings)
        #expect(throws: PostgresError.self) { try keeper.connection() }
        #expect(
            clock.waits.withLock(\.self).prefix(6)
                == [
                    .milliseconds(50), .milliseconds(100), .milliseconds(200), .milliseconds(400), .milliseconds(800),
                    .seconds(1),
                ])
        #expect(clock.now.withLock(\.self) >= .seconds(5))
        #expect(clock.now.withLock(\.self) < .seconds(7))
    }

    @Test func `while a server stays away, calls fail at once, but for one now and then`() throws {
        let keeper = ConnectionKeeper(nobody, Reconnection(), clock.surroundings)
        #expect(throws: PostgresError.self) { try keeper.connection() }
        let waits = clock.waits.withLock(\.count)
        #expect(throws: PostgresError.self) { try keeper.connection() }
        clock.now.withLock { $0 += .seconds(2) }
        #expect(throws: PostgresError.self) { try keeper.connection() }
        #expect(clock.waits.withLock(\.count) == waits)
    }

    @Test func `a lost connection is opened again`() throws {
        let database = try PostgresServer.shared().makeEmptyDatabase()
        let keeper = ConnectionKeeper(
            try ConnectionSettings(uri: database.uri), Reconnection(), clock.surroundings)
        let first = try keeper.connection()
        #expect(try keeper.connection() === first)
        first.abandon()
        #expect(try keeper.connection().isUsable)
        #expect(clock.waits.withLock(\.count) == 0)
    }
}
