import Apps
import Commands
import Groups
import Testing
import Wire

@Suite("portrait_get")
struct PortraitGetTests {
    private let path = "profile/portrait_get"

    @Test func `items are in the order of the accounts and the tags`() async throws {
        let server = try await TestServer(accounts: ["a", "b"])
        _ = try await server.call(
            "im_open_login_svc/account_import", #"{"UserID":"a","Nick":"A","FaceUrl":"https://img.example.net/a.png"}"#)
        _ = try await server.call(
            "profile/portrait_set", #"{"From_Account":"a","ProfileItem":[{"Tag":"Tag_Profile_IM_Level","Value":3}]}"#)
        let answer = try await server.call(
            path,
            #"{"To_Account":["b","ghost","a"],"TagList":["Tag_Profile_IM_Level","Tag_Profile_IM_Gender","#
                + #""Tag_Profile_IM_Image","Tag_Profile_IM_Nick"]}"#)
        #expect(
            answer.text
                == #"{"ActionStatus":"OK","ErrorInfo":"","ErrorCode":0,"ErrorDisplay":"","UserProfileItem":["#
                + #"{"To_Account":"b","ProfileItem":[],"ResultCode":0,"ResultInfo":""},"#
                + #"{"To_Account":"ghost","ResultCode":40003,"ResultInfo":"the account has not been imported"},"#
                + #"{"To_Account":"a","ProfileItem":[{"Tag":"Tag_Profile_IM_Level","Value":3},"#
                + #"{"Tag":"Tag_Profile_IM_Image","Value":"https://img.example.net/a.png"},"#
                + #"{"Tag":"Tag_Profile_IM_Nick","Value":"A"}],"ResultCode":0,"ResultInfo":""}],"#
                + #""Fail_Account":["ghost"]}"#)
    }

    @Test func `an administrator exists without import`() async throws {
        let server = try await TestServer()
        let answer = try await server.call(
            path, #"{"To_Account":["administrator"],"TagList":["Tag_Profile_IM_Nick"]}"#)
        #expect(
            answer.text.hasSuffix(
                #"[{"To_Account":"administrator","ProfileItem":[],"ResultCode":0,"ResultInfo":""}]}"#))
    }

    @Test func `a field that may not be read is refused`() async throws {
        let server = try await TestServer(accounts: ["a"]) { $0.declaredProfileFields = ["Note": .writeOnly] }
        let answer = try await server.call(path, #"{"To_Account":["a"],"TagList":["Tag_Profile_Custom_Note"]}"#)
        #expect(answer.code == 40007)
    }

    @Test func `100 accounts are the most`() async throws {
        let server = try await TestServer(accounts: ["a"])
        let names = Array(repeating: #""a""#, count: 100).joined(separator: ",")
        let tags = #""TagList":["Tag_Profile_IM_Nick"]"#
        #expect(try await server.call(path, #"{"To_Account":[\#(names)],\#(tags)}"#).code == 0)
        #expect(try await server.call(path, #"{"To_Account":[\#(names),"a"],\#(tags)}"#).code == 40001)
    }

    @Test(arguments: [
        ("[]", 40001), ("{}", 40002), (#"{"To_Account":[],"TagList":["Tag_Profile_IM_Nick"]}"#, 40002),
        (#"{"To_Account":"a","TagList":["Tag_Profile_IM_Nick"]}"#, 40001),
        (#"{"To_Account":[5],"TagList":["Tag_Profile_IM_Nick"]}"#, 60015), (#"{"To_Account":["a"]}"#, 40001),
        (#"{"To_Account":["a"],"TagList":[]}"#, 40001), (#"{"To_Account":["a"],"TagList":[1]}"#, 40001),
        (#"{"To_Account":["a"],"TagList":["Tag_Profile_Custom_Hobby"]}"#, 40009),
        (#"{"To_Account":["ghost"," b"],"TagList":["Tag_Profile_IM_Nick"]}"#, 40003),
    ])
    func `refusals`(body: String, code: Int64) async throws {
        let server = try await TestServer(accounts: ["a"])
        let answer = try await server.call(path, body)
        #expect(answer.code == code)
        #expect(answer.text.hasSuffix(#""ErrorCode":\#(code),"ErrorDisplay":""}"#))
    }
}
