import Commands
import Testing
import Wire

@Suite("account_check")
struct AccountCheckTests {
    private let path = "im_open_login_svc/account_check"

    @Test func `accounts are told apart in request order`() async throws {
        let server = try await TestServer(accounts: ["tobin"])
        let answer = try await server.call(
            path,
            #"{"CheckItem":[{"UserID":"ghost"},{"UserID":"tobin"},{"UserID":" b"},{"UserID":"administrator"}]}"#)
        #expect(
            answer.text
                == #"{"ActionStatus":"OK","ErrorInfo":"","ErrorCode":0,"ResultItem":["#
                + #"{"UserID":"ghost","ResultCode":0,"ResultInfo":"","AccountStatus":"NotImported"},"#
                + #"{"UserID":"tobin","ResultCode":0,"ResultInfo":"","AccountStatus":"Imported"},"#
                + #"{"UserID":" b","ResultCode":0,"ResultInfo":"","AccountStatus":"NotImported"},"#
                + #"{"UserID":"administrator","ResultCode":0,"ResultInfo":"","AccountStatus":"Imported"}]}"#)
    }

    @Test func `accounts of another app are not imported here`() async throws {
        let server = try await TestServer(accounts: ["tobin"])
        let other = server.sharingStore(sdkAppID: 1_400_777_002)
        let answer = try await other.call(path, #"{"CheckItem":[{"UserID":"tobin"}]}"#)
        #expect(answer.strings("AccountStatus", in: "ResultItem") == ["NotImported"])
    }

    @Test(arguments: [
        ("{}", 70402), (#"{"CheckItem":[]}"#, 70402), (#"{"CheckItem":{}}"#, 70402),
        (#"{"CheckItem":[{"UserID":5}]}"#, 60015),
    ])
    func `refusals`(body: String, code: Int64) async throws {
        let server = try await TestServer()
        try await server.expectRefusal(code, of: path, body)
    }
}
