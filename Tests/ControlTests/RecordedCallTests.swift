import Testing
import Wire

@testable import Control

@Suite("What is said of a call")
struct RecordedCallTests {
    private func json(_ call: RecordedCall) throws -> JSONValue {
        var writer = JSONWriter()
        call.write(to: &writer)
        return try JSONParser.parse(writer.bytes)
    }

    @Test func `a refusal comes with its reason and advice`() throws {
        let call = try json(.sample(code: 70009, reason: "a reason"))
        #expect(call["reason"]?.text == "a reason")
        #expect(call["advice"]?.text == ErrorCode.userSigMismatch.advice)
        #expect(call["command"]?.text == "group_open_http_svc/get_group_info")
        #expect(try !json(.sample(code: 0)).keys.contains("advice"))
    }

    @Test func `a code that a backend has chosen comes with advice too`() throws {
        #expect(try json(.sample(code: 10123))["advice"]?.text?.contains("backend") == true)
    }

    @Test func `a call has the note that the log has`() throws {
        #expect(try json(.sample(note: "no fields: Groupid"))["note"]?.text == "no fields: Groupid")
        #expect(try !json(.sample()).keys.contains("note"))
    }

    @Test func `a call that a fault has hit says so, and advises nothing else`() throws {
        let call = try json(.sample(code: 10002, reason: "a reason", fault: 3))
        #expect(call["fault"]?.number == 3)
        #expect(call["advice"]?.text == "Fault 3 has hit the call on purpose; `qun fault list` shows its rule.")
        #expect(try json(.sample(code: 0, fault: 3))["fault"]?.number == 3)
        #expect(try !json(.sample()).keys.contains("fault"))
    }

    @Test(arguments: ErrorCode.allCases)
    func `every code has advice, in whole sentences of few words`(code: ErrorCode) {
        #expect(code.advice.hasSuffix("."))
        #expect((10...160).contains(code.advice.utf8.count))
        #expect(
            code.advice.first?.isLowercase == false || code.advice.hasPrefix("sdkappid")
                || code.advice.hasPrefix("usersig"))
    }

    @Test func `the events of a page are how many are lost, and then each call`() throws {
        let ring = CallRing(capacity: 1)
        ring.add(.sample(code: 1))
        ring.add(.sample(code: 2, reason: "two\nlines"))
        let text = String(decoding: CallStream.events(ring.page(after: 0, limit: 10)), as: UTF8.self)
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        #expect(lines.prefix(5) == ["event: lost", #"data: {"calls":1}"#, "", "event: call", "id: 2"])
        #expect(lines.count == 8)
        #expect(lines[5].hasPrefix(#"data: {"number":2,"#))
    }
}

extension RecordedCall {
    static func sample(
        code: Int = 0, reason: String? = nil, note: String? = nil, fault: Int? = nil
    ) -> RecordedCall {
        RecordedCall(
            time: 1_766_400_000_123, sdkAppID: SDKAppID(1_400_777_001),
            command: CommandName(service: .groupOpen, command: "get_group_info"), caller: Account("administrator"),
            code: code, reason: reason, note: note, durationMicroseconds: 12, requestBytes: 34, answerBytes: 56,
            peer: "192.0.2.1", fault: fault)
    }
}
