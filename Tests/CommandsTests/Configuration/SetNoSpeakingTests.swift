import Apps
import Commands
import Storage
import Testing
import Wire

@Suite("setnospeaking")
struct SetNoSpeakingTests {
    private let path = "openconfigsvr/setnospeaking"

    @Test(arguments: [
        (#""C2CmsgNospeakingTime":7200,"GroupmsgNospeakingTime":86400"#, 7_200, 86_400),
        (#""C2CmsgNospeakingTime":4294967295"#, 4_294_967_295, 0),
        (#""GroupmsgNospeakingTime":60"#, 0, 60),
        (#""C2CmsgNospeakingTime":0,"GroupmsgNospeakingTime":0"#, 0, 0),
    ])
    func `either time or both are set`(times: String, c2c: Int64, group: Int64) async throws {
        let server = try await TestServer(accounts: ["a"])
        let answer = try await server.call(path, #"{"Set_Account":"a",\#(times)}"#)
        #expect(answer.text == #"{"ActionStatus":"OK","ErrorInfo":"","ErrorCode":0}"#)
        #expect(try await server.globalMute(of: "a") == Self.times(c2c, group))
    }

    @Test func `the kind of chats that is left out keeps its mute, and 0 lifts one`() async throws {
        let server = try await TestServer(accounts: ["a"])
        _ = try await server.call(path, #"{"Set_Account":"a","C2CmsgNospeakingTime":60}"#)
        _ = try await server.call(path, #"{"Set_Account":"a","GroupmsgNospeakingTime":4294967295}"#)
        #expect(try await server.globalMute(of: "a") == Self.times(60, 4_294_967_295))
        _ = try await server.call(path, #"{"Set_Account":"a","GroupmsgNospeakingTime":0}"#)
        #expect(try await server.globalMute(of: "a") == Self.times(60, 0))
    }

    @Test func `an administrator can be muted without import`() async throws {
        let server = try await TestServer()
        let answer = try await server.call(path, #"{"Set_Account":"administrator","C2CmsgNospeakingTime":60}"#)
        #expect(answer.code == 0)
        #expect(try await server.globalMute(of: "administrator") == Self.times(60, 0))
    }

    @Test func `an account is created on sight where the app says so`() async throws {
        let server = try await TestServer { $0.accountPolicy = .importOnSight }
        #expect(try await server.call(path, #"{"Set_Account":"new","C2CmsgNospeakingTime":60}"#).code == 0)
        #expect(try await server.globalMute(of: "new") == Self.times(60, 0))
    }

    @Test func `a deleted account loses its mute`() async throws {
        let server = try await TestServer(accounts: ["a"])
        _ = try await server.call(path, #"{"Set_Account":"a","GroupmsgNospeakingTime":60}"#)
        _ = try await server.call("im_open_login_svc/account_delete", #"{"DeleteItem":[{"UserID":"a"}]}"#)
        _ = try await server.call("im_open_login_svc/account_import", #"{"UserID":"a"}"#)
        #expect(try await server.globalMute(of: "a") == Self.times(0, 0))
    }

    @Test(arguments: [
        ("[]", 130001), ("{}", 130004), (#"{"C2CmsgNospeakingTime":1}"#, 130004),
        (#"{"Set_Account":5,"C2CmsgNospeakingTime":1}"#, 60015),
        (#"{"Set_Account":"","C2CmsgNospeakingTime":1}"#, 130005),
        (#"{"Set_Account":" b","C2CmsgNospeakingTime":1}"#, 130005),
        (#"{"Set_Account":"ghost","C2CmsgNospeakingTime":1}"#, 130005),
        (#"{"Set_Account":"a"}"#, 130008),
        (#"{"Set_Account":"a","C2CmsgNospeakingTime":"x"}"#, 130001),
        (#"{"Set_Account":"a","C2CmsgNospeakingTime":-1}"#, 130001),
        (#"{"Set_Account":"a","GroupmsgNospeakingTime":4294967296}"#, 130001),
    ])
    func `refusals`(body: String, code: Int64) async throws {
        let server = try await TestServer(accounts: ["a"])
        try await server.expectRefusal(code, of: path, body)
    }

    private static func times(_ c2c: Int64, _ group: Int64) -> String {
        #"{"ActionStatus":"OK","ErrorInfo":"","ErrorCode":0,"#
            + #""C2CmsgNospeakingTime":\#(c2c),"GroupmsgNospeakingTime":\#(group)}"#
    }
}

extension TestServer {
    fileprivate func globalMute(of account: String) async throws -> String {
        try await call("openconfigsvr/getnospeaking", #"{"Get_Account":"\#(account)"}"#).text
    }
}
