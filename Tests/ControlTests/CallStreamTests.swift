import Synchronization
import TestSupport
import Testing

@testable import Control

@Suite("The stream of calls")
struct CallStreamTests {
    @Test func `a reader gets calls as they come, and is told of those that were too many`() async {
        let ring = CallRing(capacity: 3)
        let clock = HourGlass()
        let sent = Mutex<[String]>([])
        let stream = CallStream(calls: ring, filter: CallFilter(), clock: clock)
        let reader = Task {
            try await stream.run(after: ring.last) { part in
                sent.withLock { $0.append(String(decoding: part, as: UTF8.self)) }
            }
        }
        await clock.waitForSleeper()
        #expect(sent.withLock(\.self) == [": the calls\n\n"])
        for code in 1...5 {
            ring.add(.sample(code: code))
        }
        clock.turn()
        await clock.waitForSleeper()
        let events = sent.withLock { $0.dropFirst().joined() }.split(separator: "\n\n")
        #expect(events.count == 4)
        #expect(events.first == "event: lost\ndata: {\"calls\":2}")
        #expect(events.last?.hasPrefix("event: call\nid: 5\n") == true)
        reader.cancel()
        await #expect(throws: CancellationError.self) { try await reader.value }
    }

    @Test func `a reader who leaves ends the stream`() async {
        struct Gone: Error {}
        let stream = CallStream(calls: CallRing(capacity: 3), filter: CallFilter(), clock: HourGlass())
        await #expect(throws: Gone.self) {
            try await stream.run(after: 0) { _ in throw Gone() }
        }
    }

    @Test func `a reader of a quiet server is asked whether it is still there`() async {
        let clock = HourGlass()
        let sent = Mutex<[String]>([])
        let stream = CallStream(calls: CallRing(capacity: 3), filter: CallFilter(), clock: clock)
        let reader = Task {
            try await stream.run(after: 0) { part in
                sent.withLock { $0.append(String(decoding: part, as: UTF8.self)) }
            }
        }
        for _ in 0..<150 {
            await clock.waitForSleeper()
            clock.turn()
        }
        await clock.waitForSleeper()
        #expect(sent.withLock(\.self) == [": the calls\n\n", ": still here\n\n"])
        reader.cancel()
        _ = await reader.result
    }
}
