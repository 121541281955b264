import Faults
import Testing
import Wire

@Suite("Rules of faults")
struct FaultRuleTests {
    @Test(arguments: [
        (#"{"code":10023}"#, CallEffect(.code(10_023, info: "a fault answers with this code"))),
        (#"{"code":91000,"info":"again, please"}"#, CallEffect(.code(91_000, info: "again, please"))),
        (#"{"status":503}"#, CallEffect(.status(503))),
        (#"{"wait":1.5}"#, CallEffect(wait: .milliseconds(1_500))),
        (#"{"cut":"before"}"#, CallEffect(.cut(.before))),
        (#"{"cut":"after","wait":600}"#, CallEffect(wait: .seconds(600), .cut(.after))),
        (#"{"dripBytes":16,"dripEvery":0.25}"#, CallEffect(.drip(bytes: 16, every: .milliseconds(250)))),
        (
            #"{"status":200,"wait":0.001,"loseWebhook":false,"code":null}"#,
            CallEffect(wait: .milliseconds(1), .status(200))
        ),
    ])
    func `an effect on calls is read`(text: String, effect: CallEffect) throws {
        #expect(try FaultRule(parsing: text.utf8, names: names) == FaultRule(.call(effect)))
    }

    @Test(arguments: [
        (#"{"loseWebhook":true}"#, WebhookEffect.lose),
        (#"{"delayWebhook":2}"#, .delay(.seconds(2))),
    ])
    func `an effect on webhooks is read`(text: String, effect: WebhookEffect) throws {
        #expect(try FaultRule(parsing: text.utf8, names: names) == FaultRule(.webhook(effect)))
    }

    @Test func `what a rule is about is read`() throws {
        let calls = try FaultRule(
            parsing: """
                {"app":1400777001,"command":"send_group_msg","group":"pier","caller":"管理员","chance":0.25,"count":3,
                "status":500}
                """.utf8,
            names: names)
        let caller = try #require(Account("管理员"))
        let scope = FaultScope(app: app, command: "send_group_msg", group: try group("pier"), caller: caller)
        #expect(calls == FaultRule(scope: scope, chance: 0.25, count: 3, .call(CallEffect(.status(500)))))
        let events = try FaultRule(parsing: #"{"event":"AfterSendMsg","loseWebhook":true}"#.utf8, names: names)
        #expect(events.scope == FaultScope(event: "AfterSendMsg"))
    }

    @Test(arguments: [
        (#""#, "The rule is no JSON"),
        (#"[]"#, "The rule must be an object of JSON."),
        (#"{"status":500,"colour":1}"#, "The rule has a field that is unknown; known: app, command, group"),
        (#"{"status":500,"status":501}"#, "The field status is given twice."),
        (#"{"status":500,"app":0}"#, "The field app must be a whole number from 1 to 4294967295."),
        (#"{"status":500,"app":"1400777001"}"#, "The field app must be"),
        (
            #"{"status":500,"command":"send_grup_msg"}"#,
            "The field command must be the name of a command of this server."
        ),
        (#"{"status":500,"command":""}"#, "The field command must be a text of 1 to 128 characters."),
        (#"{"status":500,"group":"堤"}"#, "The field group must be an identifier that a group may have."),
        (#"{"status":500,"caller":" "}"#, "The field caller must be a name that an account may have."),
        (#"{"status":500,"chance":1.01}"#, "The field chance must be a number from 0.0 to 1.0."),
        (#"{"status":500,"chance":"1"}"#, "The field chance must be a number"),
        (#"{"status":500,"count":0}"#, "The field count must be a whole number from 1 to 1000000."),
        (#"{"status":500,"count":1.5}"#, "The field count must be"),
        (#"{"code":0}"#, "The field code must be a whole number from 1 to 999999."),
        (#"{"info":"why"}"#, "The field info must stand beside code."),
        (#"{"status":199}"#, "The field status must be a whole number from 200 to 599."),
        (#"{"status":204}"#, "The field status must be none of 204, 205 and 304"),
        (#"{"wait":0}"#, "The field wait must be a number from 0.001 to 600.0."),
        (#"{"wait":1e999}"#, "The field wait must be"),
        (#"{"cut":"during"}"#, "The field cut must be before or after."),
        (#"{"dripBytes":1}"#, "The field dripEvery must stand beside dripBytes."),
        (#"{"dripEvery":1}"#, "The field dripBytes must stand beside dripEvery."),
        (#"{"dripBytes":1,"dripEvery":61}"#, "The field dripEvery must be a number from 0.001 to 60.0."),
        (#"{"delayWebhook":600.1}"#, "The field delayWebhook must be"),
        (#"{"loseWebhook":"true"}"#, "The field loseWebhook must be true or false."),
        (#"{}"#, "A rule has one of code, status, cut"),
        (#"{"loseWebhook":false}"#, "A rule has one of"),
        (#"{"code":10002,"status":500}"#, "A rule has one of"),
        (#"{"wait":1,"loseWebhook":true}"#, "A rule has one of"),
        (#"{"delayWebhook":1,"status":500}"#, "A rule has one of"),
        (#"{"status":500,"event":"AfterSendMsg"}"#, "The field event must stand beside loseWebhook or delayWebhook."),
        (
            #"{"loseWebhook":true,"event":"AfterSendMessage"}"#,
            "The field event must be the CallbackCommand of an event"
        ),
        (#"{"loseWebhook":true,"command":"send_group_msg"}"#, "The fields command and caller must not stand beside"),
        (#"{"loseWebhook":true,"caller":"mira"}"#, "The fields command and caller must not stand beside"),
    ])
    func `what is no rule is refused with the field and what it must be`(text: String, reason: String) {
        let error = #expect(throws: FaultRuleError.self) { try FaultRule(parsing: text.utf8, names: names) }
        #expect(error?.description.hasPrefix(reason) == true, "\(String(describing: error))")
        #expect(error?.description.hasSuffix(".") == true)
    }

    @Test func `a text may be so long and no longer`() throws {
        func rule(_ count: Int) throws -> FaultRule {
            let info = String(repeating: "群", count: count)
            return try FaultRule(parsing: #"{"code":1,"info":"\#(info)"}"#.utf8, names: names)
        }
        _ = try rule(1_000)
        #expect(throws: FaultRuleError.self) { try rule(1_001) }
    }

    @Test(arguments: [
        #"{"app":1400777001,"command":"group_open_http_svc/send_group_msg","group":"pier","caller":"mira","chance":0.5,"count":2,"wait":0.5,"code":10002,"info":"\"why\""}"#,
        #"{"status":503}"#, #"{"wait":3}"#, #"{"cut":"after"}"#, #"{"dripBytes":7,"dripEvery":0.05}"#,
        #"{"chance":0,"loseWebhook":true}"#, #"{"event":"AfterSendMsg","delayWebhook":0.1}"#,
    ])
    func `a rule is written as it is read`(text: String) throws {
        var writer = JSONWriter()
        writer.beginObject()
        try FaultRule(parsing: text.utf8, names: names).writeMembers(to: &writer)
        writer.endObject()
        #expect(String(decoding: writer.bytes, as: UTF8.self) == text)
    }

    @Test func `a listed rule says how often it has hit`() throws {
        let rules = FaultRules.lucky()
        _ = try #require(rules.add(FaultRule(count: 2, .call(CallEffect(.status(500))))))
        func written() throws -> String {
            var writer = JSONWriter()
            try #require(rules.all.first).write(to: &writer)
            return String(decoding: writer.bytes, as: UTF8.self)
        }
        #expect(try written() == #"{"number":1,"count":2,"status":500,"hits":0,"spent":false}"#)
        for _ in 0..<3 {
            _ = rules.number(hitting: try call())
        }
        #expect(try written() == #"{"number":1,"count":2,"status":500,"hits":2,"spent":true}"#)
    }
}
