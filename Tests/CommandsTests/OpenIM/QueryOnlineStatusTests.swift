import Presence
import Testing
import Wire

@Suite("query_online_status")
struct QueryOnlineStatusTests {
    private let path = "openim/query_online_status"

    @Test func `accounts are online, reachable by push, or offline`() async throws {
        let server = try await TestServer(accounts: ["a", "b", "c"])
        try server.connect("a", on: .web)
        let phone = try server.connect("b", on: .iPhone)
        server.disconnect(phone)
        let answer = try await server.call(
            path, #"{"To_Account":["b","a","c","administrator","ghost"],"IsReturnInstid":1,"IsReturnCustomStatus":1}"#)
        #expect(
            answer.text == #"{"ActionStatus":"OK","ErrorInfo":"","ErrorCode":0,"QueryResult":["#
                + #"{"To_Account":"b","Status":"PushOnline"},{"To_Account":"a","Status":"Online"},"#
                + #"{"To_Account":"c","Status":"Offline"},{"To_Account":"administrator","Status":"Offline"}],"#
                + #""ErrorList":[{"To_Account":"ghost","ErrorCode":70107}]}"#)
    }

    @Test func `details list the platforms of accounts that are logged in`() async throws {
        let server = try await TestServer(accounts: ["a", "b"])
        try server.connect("a", on: .mac)
        try server.connect("a", on: .iPhone)
        let phone = try server.connect("a", on: .android)
        server.disconnect(phone)
        let answer = try await server.call(path, #"{"To_Account":["a","b"],"IsNeedDetail":1}"#)
        #expect(
            answer.text == #"{"ActionStatus":"OK","ErrorInfo":"","ErrorCode":0,"QueryResult":["#
                + #"{"To_Account":"a","Status":"Online","Detail":[{"Platform":"iPhone","Status":"Online"},"#
                + #"{"Platform":"Android","Status":"PushOnline"},{"Platform":"Mac","Status":"Online"}]},"#
                + #"{"To_Account":"b","Status":"Offline"}],"ErrorList":[]}"#)
    }

    @Test func `the call fails when no account exists, and lists them all the same`() async throws {
        let server = try await TestServer()
        let answer = try await server.call(path, #"{"To_Account":["ghost"," b"]}"#)
        #expect(
            answer.text
                == #"{"ActionStatus":"FAIL","ErrorInfo":"To_Account: none of these accounts exists","ErrorCode":70107,"#
                + #""QueryResult":[],"ErrorList":[{"To_Account":"ghost","ErrorCode":70107},"#
                + #"{"To_Account":" b","ErrorCode":70107}]}"#)
    }

    @Test func `a silent connection and a deleted account are offline`() async throws {
        let server = try await TestServer(accounts: ["a", "b"])
        try server.connect("a", on: .web)
        try server.connect("b", on: .iPhone)
        _ = try await server.call("im_open_login_svc/account_delete", #"{"DeleteItem":[{"UserID":"b"}]}"#)
        _ = try await server.call("im_open_login_svc/account_import", #"{"UserID":"b"}"#)
        let answer = try await server.later(by: 120).call(path, #"{"To_Account":["a","b"]}"#)
        #expect(answer.strings("Status", in: "QueryResult") == ["Offline", "Offline"])
    }

    @Test func `an account that is kicked is offline on all terminals`() async throws {
        let server = try await TestServer(accounts: ["a"])
        try server.connect("a", on: .web)
        server.disconnect(try server.connect("a", on: .iPhone))
        _ = try await server.call("im_open_login_svc/kick", #"{"UserID":"a"}"#)
        let answer = try await server.call(path, #"{"To_Account":["a"]}"#)
        #expect(answer.strings("Status", in: "QueryResult") == ["Offline"])
    }

    @Test func `another app's connections are not seen`() async throws {
        let server = try await TestServer(accounts: ["administrator"])
        try server.connect("administrator")
        let other = server.sharingStore(sdkAppID: 7)
        let answer = try await other.call(path, #"{"To_Account":["administrator"]}"#)
        #expect(answer.strings("Status", in: "QueryResult") == ["Offline"])
    }

    @Test(arguments: ["openim/query_online_status", "openim/querystate"])
    func `refusals`(path: String) async throws {
        let server = try await TestServer(accounts: ["a"])
        let refusals: [(body: String, code: Int64)] = [
            ("{}", 90003), (#"{"To_Account":"a"}"#, 90003), (#"{"To_Account":null}"#, 90003),
            (#"{"To_Account":[]}"#, 90001), (#"{"To_Account":["a",1]}"#, 60015),
            (#"{"To_Account":["a"],"IsNeedDetail":2}"#, 90001), (#"{"To_Account":["a"],"IsReturnInstid":"x"}"#, 90001),
            (#"{"To_Account":["a"],"IsReturnCustomStatus":[]}"#, 90001), ("[]", 90001),
        ]
        for refusal in refusals {
            let answer = try await server.call(path, refusal.body)
            #expect(answer.code == refusal.code, "\(refusal.body)")
            #expect(answer.isWellFormed)
        }
    }

    @Test(arguments: ["openim/query_online_status", "openim/querystate"])
    func `more than 500 accounts are refused with 90011`(path: String) async throws {
        let server = try await TestServer(accounts: ["m0"])
        let list = { (count: Int) in (0..<count).map { #""m\#($0)""# }.joined(separator: ",") }
        #expect(try await server.call(path, #"{"To_Account":[\#(list(501))]}"#).code == 90011)
        #expect(try await server.call(path, #"{"To_Account":[\#(list(500))]}"#).code == 0)
    }
}
