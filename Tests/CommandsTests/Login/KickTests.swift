import Apps
import Commands
import Storage
import Testing
import Wire

@Suite("kick")
struct KickTests {
    private let path = "im_open_login_svc/kick"

    @Test(arguments: ["UserID", "Identifier"])
    func `the moment of the kick is kept`(field: String) async throws {
        let server = try await TestServer(accounts: ["a"])
        #expect(
            try await server.later(by: 5).call(path, #"{"\#(field)":"a"}"#).text
                == #"{"ActionStatus":"OK","ErrorInfo":"","ErrorCode":0}"#)
        let account = try #require(Account("a"))
        let time = try await server.store.kickTime(of: account, in: server.app.scope(at: .never))
        #expect(time == UnixTime(seconds: TestServer.now.seconds + 5))
    }

    @Test func `an administrator who is kicked still calls`() async throws {
        let server = try await TestServer()
        #expect(try await server.call(path, #"{"UserID":"administrator"}"#).code == 0)
        #expect(try await server.call(path, #"{"UserID":"administrator"}"#).code == 0)
    }

    @Test(arguments: [
        ("{}", 70402), ("[]", 70402), (#"{"UserID":5}"#, 60015), (#"{"UserID":""}"#, 70107),
        (#"{"UserID":" b"}"#, 70107),
        (#"{"UserID":"ghost"}"#, 70107), (#"{"UserID":"administrator","Identifier":"administrator"}"#, 70402),
        (#"{"UserID":"","Identifier":"ghost"}"#, 70107),
    ])
    func `refusals`(body: String, code: Int64) async throws {
        let server = try await TestServer()
        try await server.expectRefusal(code, of: path, body)
    }
}
