import Foundation
import ServiceLifecycle
import Synchronization
import TestSupport
import Testing

@testable import qun

@Suite("Watchdog", .timeLimit(.minutes(1)))
struct WatchdogTests {
    @Test func `each beat goes round first, and comes at half of the time`() async throws {
        let manager = try #require(
            Supervisor(environment: ["NOTIFY_SOCKET": "/nowhere/notify"], processID: 1))
        let rounds = Mutex(0)
        let clock = HourGlass()
        await withThrowingTaskGroup(of: Void.self) { tasks in
            let watchdog = Watchdog(
                manager: manager, interval: .seconds(30), goRound: { rounds.withLock { $0 += 1 } }, clock: clock)
            tasks.addTask { try await watchdog.run() }
            await clock.waitForSleeper()
            #expect(rounds.withLock(\.self) == 1)
            clock.turn()
            await clock.waitForSleeper()
            #expect(rounds.withLock(\.self) == 2)
            #expect(clock.wanted == [.seconds(15), .seconds(15)])
            tasks.cancelAll()
        }
    }
}
