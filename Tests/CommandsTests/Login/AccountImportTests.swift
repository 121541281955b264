import Storage
import Testing
import Wire

@Suite("account_import")
struct AccountImportTests {
    private let path = "im_open_login_svc/account_import"

    @Test(arguments: [
        #"{"UserID":"tobin","Nick":"Tobin H.","FaceUrl":"f"}"#, #"{"Identifier":"tobin","Type":0}"#,
        #"{"UserID":"","Identifier":"tobin"}"#, #"{"UserID":"tobin","Identifier":""}"#,
        #"{"UserID":null,"Identifier":"tobin"}"#, #"{"UserID":[],"Identifier":"tobin"}"#,
    ])
    func `an account is imported, again and again`(body: String) async throws {
        let server = try await TestServer()
        #expect(try await server.call(path, body).text == #"{"ActionStatus":"OK","ErrorInfo":"","ErrorCode":0}"#)
        #expect(try await server.call(path, body).code == 0)
        let checked = try await server.call("im_open_login_svc/account_check", #"{"CheckItem":[{"UserID":"tobin"}]}"#)
        #expect(checked.strings("AccountStatus", in: "ResultItem") == ["Imported"])
    }

    @Test(arguments: [
        ("{}", 70402), (#"{"UserID":""}"#, 70402), (#"{"UserID":"123456789012345678901234567890123"}"#, 70402),
        (#"{"UserID":" b"}"#, 70402), (#"{"UserID":"@TIM#SYSTEM"}"#, 70402), (#"{"UserID":"a","Nick":5}"#, 70402),
        ("[]", 70402), (#"{"UserID":5}"#, 60015), ("x", 60003), (#"{"UserID":"","Identifier":""}"#, 70402),
        (#"{"UserID":"a","Identifier":"a"}"#, 70402), (#"{"Identifier":5}"#, 60015),
    ])
    func `refusals`(body: String, code: Int64) async throws {
        let server = try await TestServer()
        try await server.expectRefusal(code, of: path, body)
    }

    @Test func `the text of a refusal names the field as it was sent, and both where both are`() async throws {
        let server = try await TestServer()
        #expect(try await server.call(path, #"{"Identifier":"@TIM#SYSTEM"}"#).info.hasPrefix("Identifier must be"))
        #expect(try await server.call(path, #"{"UserID":"@TIM#SYSTEM"}"#).info.hasPrefix("UserID must be"))
        #expect(try await server.call(path, "{}").info == "UserID is missing")
        let both = try await server.call(path, #"{"UserID":"a","Identifier":"b"}"#)
        #expect(both.info == "Identifier must not stand beside UserID, which means the same")
    }

    @Test(arguments: ["Nick", "FaceUrl"])
    func `profile texts are limited to 500 bytes`(field: String) async throws {
        let server = try await TestServer()
        let body = { (count: Int) in #"{"UserID":"a","\#(field)":"\#(String(repeating: "x", count: count))"}"# }
        #expect(try await server.call(path, body(500)).code == 0)
        #expect(try await server.call(path, body(501)).code == 40601)
    }

}
