import Testing
import Webhooks
import Wire

/// The address that a request goes to, and what shows whose it is.
@Suite("Requests of webhooks")
struct WebhookRequestTests {
    /// The check vector of the protocol reference, file 50, section 2.
    @Test func `token and time are signed together`() {
        let signature = WebhookSignature(token: "xxxxyyyy", at: UnixTime(seconds: 1_669_872_112))
        #expect(signature.sign == "17773bc39a671d7b9aa835458704d2a6db81360a5940292b587d6d760d484061")
        #expect(signature.requestTime == 1_669_872_112)
    }

    @Test func `parameters follow the address, or those that it has`() {
        let query = WebhookQuery(
            app: SDKAppID(1_400_777_001), command: "Group.CallbackAfterSendMsg", clientIP: "::1", signature: nil)
        let parameters =
            "SdkAppid=1400777001&CallbackCommand=Group.CallbackAfterSendMsg&contenttype=json"
            + "&ClientIP=%3A%3A1&OptPlatform=RESTAPI"
        #expect(query.appended(to: "http://127.0.0.1:9000/im") == "http://127.0.0.1:9000/im?" + parameters)
        #expect(query.appended(to: "https://app.example/im?v=1") == "https://app.example/im?v=1&" + parameters)
    }

    @Test func `a signature comes last`() {
        let query = WebhookQuery(
            app: SDKAppID(1), command: "c", clientIP: "127.0.0.1",
            signature: WebhookSignature(token: "xxxxyyyy", at: UnixTime(seconds: 1_669_872_112)))
        #expect(
            query.appended(to: "http://app").hasSuffix(
                "&OptPlatform=RESTAPI&Sign=17773bc39a671d7b9aa835458704d2a6db81360a5940292b587d6d760d484061"
                    + "&RequestTime=1669872112"))
    }
}

/// What a receiver's answer decides.
@Suite("Answers of webhooks")
struct WebhookAnswerTests {
    @Test(arguments: [
        (#"{"ActionStatus":"OK","ErrorInfo":"","ErrorCode":0}"#, WebhookAnswer.Verdict.allow),
        (#"{"ErrorCode":0}"#, .allow),
        (#"{"ActionStatus":"OK","ErrorInfo":"","ErrorCode":"0"}"#, .allow),
        (#"{"ActionStatus":"OK","ErrorCode":1}"#, .refuse),
        (#"{"ActionStatus":"FAIL","ErrorCode":1}"#, .refuse),
        (#"{"ActionStatus":"OK","ErrorCode":2}"#, .dropSilently),
        (#"{"ActionStatus":"OK","ErrorCode":10099}"#, .refuse),
        (#"{"ActionStatus":"OK","ErrorInfo":"no","ErrorCode":10100}"#, .refuseAs(code: 10_100, text: "no")),
        (#"{"ActionStatus":"OK","ErrorCode":10200}"#, .refuseAs(code: 10_200, text: "")),
        (#"{"ActionStatus":"OK","ErrorCode":10201}"#, .refuse),
        (#"{"ActionStatus":"OK","ErrorCode":120001}"#, .refuse),
        (#"{"ActionStatus":"OK","ErrorCode":-1}"#, .refuse),
        (#"{"ActionStatus":"OK","ErrorCode":80001}"#, .refuseContent),
    ])
    func `the code decides`(answer: String, verdict: WebhookAnswer.Verdict) throws {
        #expect(try WebhookAnswer(Array(answer.utf8), asksAboutMessage: true).verdict == verdict)
    }

    @Test func `2 drops messages alone`() throws {
        #expect(try WebhookAnswer(Array(#"{"ErrorCode":2}"#.utf8), asksAboutMessage: false).verdict == .refuse)
    }

    @Test(arguments: [
        "", "OK", "[]", "{}", #"{"ErrorCode":null}"#, #"{"ErrorCode":"no"}"#, #"{"ErrorCode":0.5}"#,
        #"{"ActionStatus":"FAIL","ErrorCode":0}"#, #"{"ErrorCode":0,"RefusedMembers_Account":"otis"}"#,
        #"{"ErrorCode":0,"RefusedMembers_Account":[{"Member_Account":"otis"}]}"#,
    ])
    func `what is no answer says why`(answer: String) {
        #expect(throws: WebhookAnswer.Unreadable.self) {
            try WebhookAnswer(Array(answer.utf8), asksAboutMessage: true)
        }
    }

    @Test func `replacements and refused members are read`() throws {
        let answer = try WebhookAnswer(
            Array(
                #"{"ErrorCode":0,"MsgBody":[],"CloudCustomData":"x","RefusedMembers_Account":["otis","pia"]}"#.utf8),
            asksAboutMessage: true)
        #expect(answer.refusedMembers == ["otis", "pia"])
        #expect(answer.content["MsgBody"]?.kind == "an array")
        #expect(answer.content["CloudCustomData"]?.kind == "a string")
    }
}
