import Testing
import Wire

@Suite("multiaccount_import")
struct MultiaccountImportTests {
    private let path = "im_open_login_svc/multiaccount_import"

    @Test(arguments: [
        #"{"Accounts":["a"," b","b"]}"#,
        #"{"AccountList":[{"UserID":"a","Nick":"A"},{"UserID":" b"},{"UserID":"b","FaceUrl":"f"}]}"#,
        #"{"Accounts":["a"," b","b"],"AccountList":[]}"#, #"{"Accounts":["a"," b","b"],"AccountList":null}"#,
        #"{"Accounts":[],"AccountList":[{"UserID":"a"},{"UserID":" b"},{"UserID":"b","Nick":null}]}"#,
        #"{"Accounts":"","AccountList":[{"UserID":"a"},{"UserID":" b"},{"UserID":"b"}]}"#,
    ])
    func `good names are imported and bad ones listed`(body: String) async throws {
        let server = try await TestServer()
        let answer = try await server.call(path, body)
        #expect(answer.text == #"{"ActionStatus":"OK","ErrorInfo":"","ErrorCode":0,"FailAccounts":[" b"]}"#)
        let checked = try await server.call(
            "im_open_login_svc/account_check", #"{"CheckItem":[{"UserID":"a"},{"UserID":"b"}]}"#)
        #expect(checked.strings("AccountStatus", in: "ResultItem") == ["Imported", "Imported"])
    }

    @Test func `without failures the list is empty`() async throws {
        let server = try await TestServer()
        let answer = try await server.call(path, #"{"Accounts":["a"]}"#)
        #expect(answer.text == #"{"ActionStatus":"OK","ErrorInfo":"","ErrorCode":0,"FailAccounts":[]}"#)
    }

    @Test(arguments: [
        ("{}", 70402), (#"{"Accounts":[]}"#, 70402), (#"{"Accounts":"a"}"#, 70402), (#"{"Accounts":[" b",""]}"#, 70402),
        (#"{"AccountList":["a"]}"#, 70402), (#"{"AccountList":[{}]}"#, 70402),
        (#"{"Accounts":["a"],"AccountList":[{"UserID":"b"}]}"#, 70402), (#"{"Accounts":["a",5]}"#, 60015),
        (#"{"AccountList":[{"UserID":5}]}"#, 60015), (#"{"Accounts":[],"AccountList":[]}"#, 70402),
        (#"{"AccountList":[]}"#, 70402),
    ])
    func `refusals`(body: String, code: Int64) async throws {
        let server = try await TestServer()
        try await server.expectRefusal(code, of: path, body)
    }

    @Test func `100 accounts are imported and 101 refused`() async throws {
        let server = try await TestServer()
        let names = { (count: Int) in (0..<count).map { #""m\#($0)""# }.joined(separator: ",") }
        #expect(try await server.call(path, #"{"Accounts":[\#(names(100))]}"#).code == 0)
        #expect(try await server.call(path, #"{"Accounts":[\#(names(101))]}"#).code == 70402)
    }
}
