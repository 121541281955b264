import Synchronization
import Testing
import Webhooks
import Wire

@testable import qun

@Suite("Reception of webhooks")
struct EventReceptionTests {
    private static let time = LogTimestamp(secondsSince1970: 1_669_872_112.25)
    private static let token: Secret = "xxxxyyyy"
    /// Of the token and the time; the example of the protocol reference.
    private static let sign = "17773bc39a671d7b9aa835458704d2a6db81360a5940292b587d6d760d484061"
    private static let target =
        "/?SdkAppid=1400777001&CallbackCommand=Group.CallbackAfterGroupFull&contenttype=json&ClientIP=127.0.0.1"
        + "&OptPlatform=RESTAPI"
    private static let body =
        #"{"CallbackCommand":"Group.CallbackAfterGroupFull","GroupId":"@TGS#2HARBOR77","EventTime":1766401300000}"#

    private final class Prints: Sendable {
        private let collected = Mutex("")
        var text: String { collected.withLock { $0 } }

        func add(_ bytes: [UInt8]) {
            collected.withLock { $0 += String(decoding: bytes, as: UTF8.self) }
        }
    }

    private static func reception(
        token: Secret? = nil, rule: AnswerRule = AnswerRule(), format: EventReport.Format = .json,
        seconds: Double = 1_669_872_112.25, chance: Double = 0, prints: Prints = Prints()
    ) -> EventReception {
        EventReception(
            token: token, rule: rule, format: format, now: { LogTimestamp(secondsSince1970: seconds) },
            chance: { chance }, print: { prints.add($0) })
    }

    private static func text(_ reply: AnswerRule.Reply) -> String { String(decoding: reply.body, as: UTF8.self) }

    private static func event(_ command: String, _ fields: String = "") -> [UInt8] {
        Array(#"{"CallbackCommand":"\#(command)"\#(fields)}"#.utf8)
    }

    // MARK: Reports

    @Test func `an event is printed for people`() {
        let prints = Prints()
        let reception = Self.reception(format: .text, prints: prints)
        let reply = reception.reply(to: Self.target, body: Array(Self.body.utf8))
        #expect(reply.status == 200)
        #expect(Self.text(reply) == #"{"ActionStatus":"OK","ErrorCode":0,"ErrorInfo":""}"#)
        #expect(
            prints.text == """
                2022-12-01T05:21:52.250Z  Group.CallbackAfterGroupFull  group @TGS#2HARBOR77  app 1400777001  from RESTAPI  \
                at 127.0.0.1  signature missing  answered: OK
                  {
                    "CallbackCommand": "Group.CallbackAfterGroupFull",
                    "GroupId": "@TGS#2HARBOR77",
                    "EventTime": 1766401300000
                  }

                """)
    }

    @Test func `an event is printed as a line of JSON`() {
        let prints = Prints()
        _ = Self.reception(prints: prints).reply(to: Self.target, body: Array(Self.body.utf8))
        #expect(
            prints.text == """
                {"time":"2022-12-01T05:21:52.250Z","command":"Group.CallbackAfterGroupFull","query":\
                {"SdkAppid":"1400777001","CallbackCommand":"Group.CallbackAfterGroupFull","contenttype":"json",\
                "ClientIP":"127.0.0.1","OptPlatform":"RESTAPI"},"body":\(Self.body),"signature":"missing",\
                "repeated":false,"status":200}

                """)
    }

    @Test func `a body that came before is repeated`() {
        let prints = Prints()
        let reception = Self.reception(format: .text, prints: prints)
        _ = reception.reply(to: Self.target, body: Array(Self.body.utf8))
        #expect(!prints.text.contains("repeated"))
        _ = reception.reply(to: Self.target + "&RequestTime=1", body: Array(Self.body.utf8))
        #expect(prints.text.contains("  repeated  answered: OK"))
    }

    @Test func `only the last bodies are remembered`() {
        var bodies = RepeatedBodies()
        let first = (0...RepeatedBodies.capacity).map { bodies.isRepeated(Array("\($0)".utf8)) }
        #expect(first.allSatisfy { !$0 })
        let again = [1, 0, 1].map { bodies.isRepeated(Array("\($0)".utf8)) }
        #expect(again == [true, false, false])
    }

    @Test(arguments: [EventReport.Format.text, .json]) func `a terminal obeys nothing`(_ format: EventReport.Format) {
        let prints = Prints()
        let reception = Self.reception(format: format, prints: prints)
        let fields = #","GroupId":"\u001b[31m\u009b","\u202e":["\u001b"]"#
        _ = reception.reply(to: "/?OptPlatform=%1B%5B0m&x=%C2%9B", body: Self.event("A\\u0007", fields))
        #expect(prints.text.unicodeScalars.allSatisfy { $0 == "\n" || (0x20..<0x7F).contains($0.value) })
    }

    @Test func `empty and nested values are printed with indents`() {
        let prints = Prints()
        _ = Self.reception(format: .text, prints: prints)
            .reply(to: "/", body: Self.event("A", #","a":[],"b":{},"c":[1.50,{"d":null}]"#))
        #expect(
            prints.text.hasSuffix(
                """
                  {
                    "CallbackCommand": "A",
                    "a": [],
                    "b": {},
                    "c": [
                      1.50,
                      {
                        "d": null
                      }
                    ]
                  }

                """))
    }

    @Test func `a large body is printed without indents`() {
        let prints = Prints()
        let list = String(repeating: "1,", count: EventReport.maximumIndentedBytes / 2)
        _ = Self.reception(format: .text, prints: prints).reply(to: "/", body: Self.event("A", ",\"a\":[\(list)1]"))
        #expect(prints.text.split(separator: "\n").count == 2)
    }

    // MARK: Requests that are no events

    @Test(arguments: [
        ("/", "", "the body is not JSON: "), ("/", "a=b", "the body is not JSON: "),
        ("/", "[]", "the body is an array and not an object"),
        ("/", "{}", "the body has no CallbackCommand that is a string"),
        ("/", #"{"CallbackCommand":1}"#, "the body has no CallbackCommand that is a string"),
        ("/?CallbackCommand=B", #"{"CallbackCommand":"A"}"#, "CallbackCommand is B in the query and A in the body"),
    ])
    func `what is no event is refused`(target: String, body: String, reason: String) {
        let prints = Prints()
        let reply = Self.reception(prints: prints).reply(to: target, body: Array(body.utf8))
        #expect(reply.status == 400)
        #expect(Self.text(reply).hasPrefix(reason))
        #expect(prints.text.contains(#""error":"\#(reason)"#))
        #expect(prints.text.hasSuffix("\"status\":400}\n"))
    }

    @Test func `a query is read as a form`() throws {
        let event = try ReceivedEvent(target: "/a?x=1&y&z=a+b%2Bc%3d&x=2&bad=%zz&=", bytes: Self.event("A"))
        #expect(event.query.map(\.name) == ["x", "y", "z", "x", "bad", ""])
        #expect(event.query.map(\.value) == ["1", "", "a b+c=", "2", "%zz", ""])
        #expect(event["x"] == "2")
        #expect(event["absent"] == nil)
    }

    // MARK: Signatures

    @Test(arguments: [
        ("&Sign=\(sign)&RequestTime=1669872112", SignatureCheck.valid), ("", .missing),
        ("&Sign=\(sign)", .missing), ("&RequestTime=1669872112", .missing),
        ("&Sign=\(sign)&RequestTime=1669872113", .wrong), ("&Sign=\(sign.uppercased())&RequestTime=1669872112", .wrong),
        ("&Sign=\(sign)&RequestTime=01669872112", .wrong), ("&Sign=\(sign)&RequestTime=99999999999999999999", .wrong),
    ])
    func `a signature is checked`(parameters: String, result: SignatureCheck) throws {
        let prints = Prints()
        let reception = Self.reception(token: Self.token, prints: prints)
        let reply = reception.reply(to: Self.target + parameters, body: Array(Self.body.utf8))
        #expect(reply.status == (result == .valid ? 200 : 401))
        #expect(Self.text(reply).hasPrefix(result.refusal ?? "{"))
        #expect(prints.text.contains(#""signature":"\#(result.rawValue)""#))
    }

    @Test(arguments: [(Int64(-61), SignatureCheck.old), (-60, .valid), (60, .valid), (61, .old)])
    func `a signature is valid for a minute`(offset: Int64, result: SignatureCheck) throws {
        let event = try ReceivedEvent(
            target: "/?Sign=\(Self.sign)&RequestTime=1669872112", bytes: Self.event("A"))
        let now = UnixTime(seconds: 1_669_872_112 + offset)
        #expect(SignatureCheck(of: event, token: Self.token, at: now) == result)
    }

    @Test func `a receiver without a token takes any signature`() {
        let prints = Prints()
        let reply = Self.reception(prints: prints)
            .reply(to: Self.target + "&Sign=x&RequestTime=y", body: Array(Self.body.utf8))
        #expect(reply.status == 200)
        #expect(prints.text.contains(#""signature":"unchecked""#))
    }

    @Test func `a request with a wrong signature is refused whatever the rule says`() {
        var rule = AnswerRule()
        rule.delay = .seconds(1)
        rule.status = 503
        let reply = Self.reception(token: Self.token, rule: rule).reply(to: Self.target, body: Array(Self.body.utf8))
        #expect(reply.status == 401)
        #expect(reply.delay == .zero)
    }

    // MARK: Answers

    @Test(arguments: [
        (AnswerRule.Verdict.allow, #"{"ActionStatus":"OK","ErrorCode":0,"ErrorInfo":""}"#, "OK"),
        (.refuse, #"{"ActionStatus":"OK","ErrorCode":1,"ErrorInfo":"no"}"#, "refused"),
        (.drop, #"{"ActionStatus":"OK","ErrorCode":2,"ErrorInfo":"no"}"#, "dropped"),
        (.code(10_150), #"{"ActionStatus":"OK","ErrorCode":10150,"ErrorInfo":"no"}"#, "refused with 10150"),
    ])
    func `a question is answered with the verdict`(_ verdict: AnswerRule.Verdict, answer: String, summary: String)
        throws
    {
        var rule = AnswerRule()
        rule.verdict = verdict
        rule.text = "no"
        let reply = rule.reply(to: "Group.CallbackBeforeSendMsg", number: 1, chance: 0)
        #expect(Self.text(reply) == answer)
        #expect(reply.summary == summary)
        #expect(throws: Never.self) { try WebhookAnswer(reply.body, asksAboutMessage: true) }
        let told = rule.reply(to: "Group.CallbackAfterSendMsg", number: 1, chance: 0)
        #expect(Self.text(told) == #"{"ActionStatus":"OK","ErrorCode":0,"ErrorInfo":""}"#)
    }

    @Test func `what is allowed may be changed`() throws {
        var rule = AnswerRule()
        rule.refusedMembers = ["otis", "pia"]
        rule.replacementText = "***"
        let invitation = rule.reply(to: "Group.CallbackBeforeInviteJoinGroup", number: 1, chance: 0)
        #expect(try WebhookAnswer(invitation.body, asksAboutMessage: false).refusedMembers == ["otis", "pia"])
        #expect(!Self.text(invitation).contains("MsgBody"))
        let message = rule.reply(to: "Group.CallbackBeforeSendMsg", number: 1, chance: 0)
        #expect(
            Self.text(message).hasSuffix(#""MsgBody":[{"MsgType":"TIMTextElem","MsgContent":{"Text":"***"}}]}"#))
        #expect(!Self.text(message).contains("RefusedMembers_Account"))
    }

    @Test func `an answer can be held back and have a status`() {
        var rule = AnswerRule()
        rule.delay = .milliseconds(1_500)
        rule.status = 503
        let reply = rule.reply(to: "A", number: 1, chance: 0)
        #expect(reply.delay == .milliseconds(1_500))
        #expect(reply.status == 503)
        #expect(reply.summary == "HTTP status 503, after 1.5 s")
    }

    @Test func `each third request fails`() {
        var rule = AnswerRule()
        rule.failures = .every(3)
        rule.commands = ["A"]
        let reception = Self.reception(rule: rule)
        let statuses = ["A", "A", "B", "A", "B", "A", "A", "A"].map { command in
            reception.reply(to: "/", body: Self.event(command)).status
        }
        #expect(statuses == [200, 200, 200, 500, 200, 200, 200, 500])
    }

    @Test(arguments: [(0.0, 503), (0.29, 503), (0.3, 200), (0.99, 200)])
    func `requests fail by chance`(_ chance: Double, status: Int) {
        var rule = AnswerRule()
        rule.failures = .chance(0.3)
        rule.status = 503
        #expect(Self.reception(rule: rule, chance: chance).reply(to: "/", body: Self.event("A")).status == status)
    }

    @Test func `a rule about some commands leaves others alone`() {
        var rule = AnswerRule()
        rule.verdict = .refuse
        rule.status = 500
        rule.delay = .seconds(9)
        rule.commands = ["Group.CallbackBeforeSendMsg"]
        let reply = rule.reply(to: "Group.CallbackBeforeCreateGroup", number: 1, chance: 0)
        #expect(reply.status == 200)
        #expect(reply.delay == .zero)
        #expect(Self.text(reply).contains(#""ErrorCode":0"#))
    }
}
