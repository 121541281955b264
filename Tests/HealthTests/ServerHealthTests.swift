import Health
import Synchronization
import Testing
import Wire

@Suite("Health")
struct ServerHealthTests {
    private struct DiskFull: Error {}

    private static let now = UnixTime(seconds: 1_735_700_000)

    @Test(
        arguments: [
            ("/health", .health), ("/ready", .ready), ("/", nil), ("/health/", nil), ("", nil),
        ] as [(Substring, HealthQuestion?)])
    func `each question has a path`(path: Substring, question: HealthQuestion?) {
        #expect(HealthQuestion(path: path) == question)
    }

    @Test func `a process that answers is in health, whatever the disk says`() async {
        let health = ServerHealth { throw DiskFull() }
        health.beginShutdown()
        let answer = await health.answer(to: .health, now: Self.now)
        #expect(answer.status == 200)
        #expect(answer.body == Array(#"{"Status":"ok"}"#.utf8))
        #expect(health.immediateAnswer(to: .health)?.isWell == true)
    }

    @Test func `ready is asked of the store, at most once a second`() async {
        let writes = Mutex(0)
        let health = ServerHealth { writes.withLock { $0 += 1 } }
        #expect(health.immediateAnswer(to: .ready) == nil)
        for _ in 0..<3 {
            #expect(await health.answer(to: .ready, now: Self.now).status == 200)
        }
        #expect(writes.withLock(\.self) == 1)
        _ = await health.answer(to: .ready, now: UnixTime(seconds: Self.now.seconds + 1))
        #expect(writes.withLock(\.self) == 2)
    }

    @Test func `a store that cannot be written to is not ready, and why is known`() async {
        let answer = await ServerHealth { throw DiskFull() }.answer(to: .ready, now: Self.now)
        #expect(answer.status == 503)
        #expect(answer.body == Array(#"{"Status":"unavailable"}"#.utf8))
        #expect(answer.cause is DiskFull)
    }

    @Test func `a server that stops is not ready, and asks no store`() async {
        let writes = Mutex(0)
        let health = ServerHealth { writes.withLock { $0 += 1 } }
        health.beginShutdown()
        #expect(health.isShuttingDown)
        let answer = await health.answer(to: .ready, now: Self.now)
        #expect(answer.status == 503)
        #expect(answer.cause == nil)
        #expect(writes.withLock(\.self) == 0)
    }
}
