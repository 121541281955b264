import TestSupport
import Testing

@testable import Faults

@Suite("Pauses that faults make")
struct FaultPausesTests {
    private let pauses = FaultPauses()
    private let clock = HourGlass()

    @Test func `a pause is as long as it was wanted`() async {
        async let pause: Void = pauses.wait(for: .seconds(5), on: clock)
        await clock.waitForSleeper()
        #expect(clock.wanted == [.seconds(5)])
        #expect(pauses.count == 1)
        clock.turn()
        await pause
        #expect(pauses.count == 0)
    }

    @Test func `the end wakes whoever waits, and nobody waits after it`() async {
        async let pause: Void = pauses.wait(for: .seconds(600), on: clock)
        await clock.waitForSleeper()
        pauses.end()
        await pause
        await pauses.wait(for: .seconds(600), on: clock)
        #expect(clock.wanted == [.seconds(600)])
    }

    @Test func `a task that is cancelled waits no longer`() async {
        let task = Task { await pauses.wait(for: .seconds(600), on: clock) }
        await clock.waitForSleeper()
        task.cancel()
        await task.value
        #expect(pauses.count == 0)
    }
}
