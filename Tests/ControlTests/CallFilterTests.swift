import Testing
import Wire

@testable import Control

@Suite("Filters of calls")
struct CallFilterTests {
    private static let call = RecordedCall.sample(code: 10004)

    @Test(arguments: [
        CallFilter(), CallFilter(sdkAppID: 1_400_777_001), CallFilter(command: "get_group_info"),
        CallFilter(command: "group_open_http_svc/get_group_info"), CallFilter(code: 10004), CallFilter(isFailure: true),
        CallFilter(caller: "administrator"),
    ])
    func `a call that is wanted is shown`(filter: CallFilter) {
        #expect(filter.matches(Self.call))
    }

    @Test(arguments: [
        CallFilter(sdkAppID: 7), CallFilter(command: "group_info"), CallFilter(command: "openim/get_group_info"),
        CallFilter(code: 0), CallFilter(caller: "Administrator"),
        CallFilter(sdkAppID: 1_400_777_001, command: "create_group"),
    ])
    func `any other is not`(filter: CallFilter) {
        #expect(!filter.matches(Self.call))
    }

    @Test func `a call of which nothing is known matches no wish`() {
        let unknown = RecordedCall(
            time: 0, sdkAppID: nil, command: nil, caller: nil, code: 60002, reason: nil, durationMicroseconds: 0,
            requestBytes: 0, answerBytes: 0, peer: "")
        #expect(CallFilter(isFailure: true).matches(unknown))
        #expect(!CallFilter(command: "unknown").matches(unknown))
        #expect(!CallFilter(sdkAppID: 7).matches(unknown))
        #expect(!CallFilter(caller: "x").matches(unknown))
        #expect(!CallFilter().matches(Self.succeeded) == false)
        #expect(!CallFilter(isFailure: true).matches(Self.succeeded))
    }

    private static let succeeded = RecordedCall.sample(code: 0)
}
