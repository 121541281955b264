import Testing
import Wire

@testable import Gateway

@Suite("Failed signature guard")
struct FailedSignatureGuardTests {
    private let caller = FailedSignatureGuard.Caller(
        sdkAppID: SDKAppID(1), identifier: World.account("a"), address: "192.0.2.1")

    private func makeGuard(maximumCallers: Int = 100) -> FailedSignatureGuard {
        var limit = FailedSignatureLimit()
        limit.maximumFailures = 3
        limit.maximumCallers = maximumCallers
        return FailedSignatureGuard(limit: limit)
    }

    /// Whether each of the failures at these seconds comes in a pause.
    private func failures(_ failures: FailedSignatureGuard, at seconds: [Int]) -> [Bool] {
        seconds.map { failures.recordFailure(of: caller, uptime: .seconds($0)) }
    }

    @Test func `the pause begins with the last failure that is allowed and lasts a minute`() {
        let found = failures(makeGuard(), at: [0, 10, 20, 20, 79, 80])
        #expect(found == [false, false, false, true, true, false])
    }

    @Test func `failures that lie a minute apart are not added up`() {
        let found = failures(makeGuard(), at: [0, 30, 60, 90, 120, 150])
        #expect(!found.contains(true))
    }

    @Test func `after the pause the count begins anew`() {
        let found = failures(makeGuard(), at: [0, 0, 0, 60, 60, 60, 60])
        #expect(found == [false, false, false, false, false, false, true])
    }

    @Test func `without a limit there is no pause`() {
        var limit = FailedSignatureLimit()
        limit.maximumFailures = .max
        #expect(!failures(FailedSignatureGuard(limit: limit), at: Array(repeating: 0, count: 5000)).contains(true))
    }

    @Test func `the callers that are counted are bounded, and the worst ones stay`() {
        let failures = makeGuard(maximumCallers: 10)
        #expect(self.failures(failures, at: [0, 0, 0]) == [false, false, false])
        for number in 0..<1000 {
            let other = FailedSignatureGuard.Caller(
                sdkAppID: SDKAppID(1), identifier: World.account("a\(number)"), address: "192.0.2.1")
            #expect(!failures.recordFailure(of: other, uptime: .seconds(1)))
            #expect(failures.callerCount <= 10)
        }
        #expect(self.failures(failures, at: [1]) == [true])
    }
}
