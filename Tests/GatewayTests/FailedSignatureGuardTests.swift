import Testing
import Wire

@testable import Gateway

@Suite("Failed signature guard")
struct FailedSignatureGuardTests {
    private static let start = World.now
    private let caller = FailedSignatureGuard.Caller(
        sdkAppID: SDKAppID(1), identifier: World.account("a"), address: "192.0.2.1")

    private func makeGuard(maximumCallers: Int = 100) -> FailedSignatureGuard {
        var limit = FailedSignatureLimit()
        limit.maximumFailures = 3
        limit.maximumCallers = maximumCallers
        return FailedSignatureGuard(limit: limit)
    }

    private func at(_ seconds: UInt32) -> UnixTime {
        Self.start.advanced(bySeconds: seconds)
    }

    @Test func `the pause begins with the last failure that is allowed and lasts a minute`() {
        let failures = makeGuard()
        failures.recordFailure(of: caller, now: at(0))
        failures.recordFailure(of: caller, now: at(10))
        #expect(!failures.isBlocked(caller, now: at(10)))
        failures.recordFailure(of: caller, now: at(20))
        #expect(failures.isBlocked(caller, now: at(20)))
        #expect(failures.isBlocked(caller, now: at(79)))
        #expect(!failures.isBlocked(caller, now: at(80)))
    }

    @Test func `failures that lie a minute apart are not added up`() {
        let failures = makeGuard()
        for second: UInt32 in [0, 30, 60, 90, 120, 150] {
            failures.recordFailure(of: caller, now: at(second))
        }
        #expect(!failures.isBlocked(caller, now: at(150)))
    }

    @Test func `after the pause the count begins anew`() {
        let failures = makeGuard()
        for _ in 0..<3 {
            failures.recordFailure(of: caller, now: at(0))
        }
        failures.recordFailure(of: caller, now: at(60))
        #expect(!failures.isBlocked(caller, now: at(60)))
    }

    @Test func `the callers that are counted are bounded, and the worst ones stay`() {
        let failures = makeGuard(maximumCallers: 10)
        for _ in 0..<3 {
            failures.recordFailure(of: caller, now: at(0))
        }
        for number in 0..<1000 {
            let other = FailedSignatureGuard.Caller(
                sdkAppID: SDKAppID(1), identifier: World.account("a\(number)"), address: "192.0.2.1")
            failures.recordFailure(of: other, now: at(1))
            #expect(failures.callerCount <= 10)
        }
        #expect(failures.isBlocked(caller, now: at(1)))
    }
}
