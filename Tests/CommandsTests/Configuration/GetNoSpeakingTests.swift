import Testing
import Wire

@Suite("getnospeaking")
struct GetNoSpeakingTests {
    private let path = "openconfigsvr/getnospeaking"

    @Test(
        arguments: [(0, 7_200, 60), (4, 7_196, 56), (60, 7_140, 0), (7_200, 0, 0), (9_000, 0, 0)] as [(Int64, Int, Int)]
    )
    func `times count down to 0`(seconds: Int64, c2c: Int, group: Int) async throws {
        let server = try await TestServer(accounts: ["a"])
        _ = try await server.call(
            "openconfigsvr/setnospeaking",
            #"{"Set_Account":"a","C2CmsgNospeakingTime":7200,"GroupmsgNospeakingTime":60}"#)
        #expect(
            try await server.later(by: seconds).call(path, #"{"Get_Account":"a"}"#).text
                == #"{"ActionStatus":"OK","ErrorInfo":"","ErrorCode":0,"#
                + #""C2CmsgNospeakingTime":\#(c2c),"GroupmsgNospeakingTime":\#(group)}"#)
    }

    @Test func `an administrator needs no import`() async throws {
        let server = try await TestServer()
        let answer = try await server.call(path, #"{"Get_Account":"administrator"}"#)
        #expect(answer.text.hasSuffix(#""C2CmsgNospeakingTime":0,"GroupmsgNospeakingTime":0}"#))
    }

    @Test(arguments: [
        ("[]", 130001), ("{}", 130002), (#"{"Get_Account":5}"#, 60015), (#"{"Get_Account":""}"#, 130003),
        (#"{"Get_Account":" b"}"#, 130003), (#"{"Get_Account":"ghost"}"#, 130003),
    ])
    func `refusals`(body: String, code: Int64) async throws {
        let server = try await TestServer()
        try await server.expectRefusal(code, of: path, body)
    }
}
