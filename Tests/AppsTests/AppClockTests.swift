import Testing
import Wire

@testable import Apps

@Suite("The clock of an app")
struct AppClockTests {
    private static let start = UnixTime(seconds: 1_000_000)

    private static func later(_ seconds: Int64) -> UnixTime { UnixTime(seconds: start.seconds + seconds) }

    private static func changed(_ clock: AppClock = .server, _ set: (inout ClockChange) -> Void) throws -> AppClock {
        var change = ClockChange()
        set(&change)
        return try #require(change.applied(to: clock, first: .server, at: start))
    }

    @Test(arguments: [0, -315_360_000, 86_400] as [Int64])
    func `it is ahead by its shift, to the millisecond`(shift: Int64) {
        let clock = AppClock(shift: shift)
        #expect(clock.time(Self.start).seconds == Self.start.seconds + shift)
        #expect(clock.milliseconds(1_234) == 1_234 + shift * 1_000)
    }

    @Test func `it goes on from the moment that it is set to`() throws {
        let clock = try Self.changed { $0.now = UnixTime(seconds: 5) }
        #expect(clock.time(Self.start).seconds == 5)
        #expect(clock.time(Self.later(7)).seconds == 12)
    }

    @Test func `it is put forward, and back`() throws {
        let forward = try Self.changed { $0.advance = 60 }
        #expect(forward.time(Self.later(1)).seconds == Self.start.seconds + 61)
        let back = try Self.changed(forward) { $0.advance = -61 }
        #expect(back.time(Self.later(1)).seconds == Self.start.seconds)
    }

    @Test func `it stands still while it is frozen, and goes on from there`() throws {
        let frozen = try Self.changed { $0.isFrozen = true }
        #expect(frozen.time(Self.later(100)) == Self.start)
        let advanced = try Self.changed(frozen) { $0.advance = 10 }
        #expect(advanced.isFrozen)
        #expect(advanced.time(Self.later(100)) == Self.later(10))
        var thaw = ClockChange()
        thaw.isFrozen = false
        let running = try #require(thaw.applied(to: frozen, first: .server, at: Self.later(100)))
        #expect(running.time(Self.later(103)) == Self.later(3))
    }

    @Test func `it runs at a rate, and never past the last moment of the wire`() throws {
        let fast = try Self.changed { $0.rate = 60 }
        #expect(fast.time(Self.later(10)) == Self.later(600))
        let fastest = try Self.changed { $0.rate = AppClock.rates.upperBound }
        #expect(fastest.time(UnixTime(seconds: 4_000_000_000)) == .forever)
        let slow = try Self.changed { $0.rate = 0.5 }
        #expect(slow.milliseconds(Self.later(3).seconds * 1_000) == Self.start.seconds * 1_000 + 1_500)
    }

    @Test func `it is set back to what it was`() throws {
        var change = ClockChange()
        change.isReset = true
        let first = AppClock(shift: 77)
        #expect(change.applied(to: try Self.changed { $0.rate = 9 }, first: first, at: Self.start) == first)
    }

    @Test(arguments: [4_294_967_295, -4_294_967_295] as [Int64])
    func `a moment that the wire has no number for is none`(advance: Int64) {
        var change = ClockChange()
        change.advance = advance
        #expect(change.applied(to: .server, first: .server, at: Self.start) == nil)
    }

    @Test func `signatures go by the server's clock unless they are told to`() throws {
        var app = AppSettings(sdkAppID: SDKAppID(1), secretKey: nil, admins: [])
        app.clock = try Self.changed { $0.advance = 60 }
        #expect(app.signatureTime(Self.start) == Self.start)
        app.clock.governsSignatures = true
        #expect(app.signatureTime(Self.start) == Self.later(60))
    }
}
