import Testing
import Wire

@testable import Groups

@Suite("Message rate")
struct MessageRateTests {
    private func time(_ second: Int64) -> UnixTime { UnixTime(seconds: 1_000 + second) }

    /// Offers as many messages of a priority, and counts those that are taken.
    private func take(_ count: Int, _ priority: MsgPriority, of rate: inout MessageRate, at second: Int64) -> Int {
        var taken = 0
        for _ in 0..<count where rate.take(priority, limit: 4, at: time(second)) {
            taken += 1
        }
        return taken
    }

    @Test func `a second takes as many as the limit`() {
        var rate = MessageRate(at: time(0))
        #expect(take(10, .normal, of: &rate, at: 0) == 4)
        #expect(take(10, .normal, of: &rate, at: 1) == 4)
    }

    @Test func `a limit below 1 takes a message once in several seconds`() {
        var rate = MessageRate(at: time(0))
        let taken = (0..<12).map { second in
            (0..<5).count { _ in rate.take(.normal, limit: 0.25, at: time(second)) }
        }
        #expect(taken == [1, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0])
    }

    @Test func `what a fraction lets through too much is taken off the next seconds`() {
        var rate = MessageRate(at: time(0))
        let taken = (0..<4).map { second in
            (0..<9).count { _ in rate.take(.normal, limit: 2.5, at: time(second)) }
        }
        #expect(taken == [3, 2, 3, 2])
    }

    @Test func `important messages are taken beyond it, and paid for by the others later`() {
        var rate = MessageRate(at: time(0))
        #expect(take(10, .low, of: &rate, at: 0) == 4)
        #expect(take(10, .normal, of: &rate, at: 0) == 4)
        #expect(take(10, .high, of: &rate, at: 0) == 4)
        #expect(take(10, .high, of: &rate, at: 0) == 0)
        // eight too many: two seconds have none for the lower ones
        #expect(take(10, .normal, of: &rate, at: 1) == 0)
        #expect(take(2, .high, of: &rate, at: 1) == 2)
        #expect(take(10, .normal, of: &rate, at: 2) == 0)
        #expect(take(10, .normal, of: &rate, at: 3) == 2)
        #expect(take(10, .lowest, of: &rate, at: 4) == 4)
    }

    @Test func `messages that overtake each other count into one second, and a clock set back begins anew`() {
        var rate = MessageRate(at: time(10))
        #expect(take(3, .normal, of: &rate, at: 10) == 3)
        #expect(take(3, .normal, of: &rate, at: 9) == 1)
        #expect(take(3, .normal, of: &rate, at: 10) == 0)
        #expect(take(5, .normal, of: &rate, at: -1) == 4)
    }

    @Test func `quiet seconds pay everything`() {
        var rate = MessageRate(at: time(0))
        #expect(take(4, .low, of: &rate, at: 0) + take(4, .high, of: &rate, at: 0) == 8)
        #expect(!rate.isOver(at: time(0), limit: 4))
        #expect(!rate.isOver(at: time(1), limit: 2))
        #expect(rate.isOver(at: time(9), limit: 4))
        #expect(take(10, .lowest, of: &rate, at: 9) == 4)
    }
}
