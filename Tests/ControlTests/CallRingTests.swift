import Testing
import Wire

@testable import Control

@Suite("The ring of calls")
struct CallRingTests {
    @Test func `calls are numbered and listed by number`() {
        let ring = CallRing(capacity: 10)
        for code in 1...3 {
            ring.add(.sample(code: code))
        }
        let page = ring.lastPage(limit: 10)
        #expect(page.calls.map(\.number) == [1, 2, 3])
        #expect(page.calls.map(\.code) == [1, 2, 3])
        #expect(page.last == 3)
        #expect(page.lost == 0)
    }

    @Test func `the last calls are kept`() {
        let ring = CallRing(capacity: 4)
        for code in 1...10 {
            ring.add(.sample(code: code))
        }
        #expect(ring.lastPage(limit: 10).calls.map(\.code) == [7, 8, 9, 10])
        #expect(ring.lastPage(limit: 2).calls.map(\.code) == [9, 10])
    }

    @Test func `who comes back is told how many calls have gone`() {
        let ring = CallRing(capacity: 4)
        for code in 1...3 {
            ring.add(.sample(code: code))
        }
        #expect(ring.page(after: 1, limit: 10).lost == 0)
        for code in 4...10 {
            ring.add(.sample(code: code))
        }
        let page = ring.page(after: 3, limit: 10)
        #expect(page.calls.map(\.number) == [7, 8, 9, 10])
        #expect(page.lost == 3)
        #expect(ring.page(after: page.last, limit: 10).calls.isEmpty)
        #expect(ring.page(after: page.last, limit: 10).lost == 0)
    }

    @Test func `a page that is cut goes on after its last call`() {
        let ring = CallRing(capacity: 10)
        for code in 1...6 {
            ring.add(.sample(code: code % 2))
        }
        let odd = CallFilter(isFailure: true)
        let first = ring.page(after: 0, limit: 2, odd)
        #expect(first.calls.map(\.number) == [1, 3])
        #expect(first.last == 3)
        #expect(first.isCut)
        let second = ring.page(after: first.last, limit: 2, odd)
        #expect(second.calls.map(\.number) == [5])
        #expect(second.last == 6)
        #expect(!second.isCut)
    }

    @Test func `a number of an earlier run of the server leads to the next call`() {
        let ring = CallRing(capacity: 4)
        ring.add(.sample())
        let page = ring.page(after: 1_000, limit: 10)
        #expect(page.calls.isEmpty)
        #expect(page.last == 1)
        #expect(page.lost == 0)
    }

    @Test func `a ring without room keeps nothing`() {
        let ring = CallRing(capacity: 0)
        ring.add(.sample())
        #expect(ring.lastPage(limit: 10).calls.isEmpty)
        #expect(ring.last == 0)
    }

    /// Threads add while a reader follows: it gets every call once, or is told of it.
    @Test func `what a reader sees and what it is told of is all there is`() async {
        let ring = CallRing(capacity: 50)
        let writers = 4
        let callsOfEach = 20_000
        await withDiscardingTaskGroup { tasks in
            for writer in 0..<writers {
                tasks.addTask {
                    for _ in 0..<callsOfEach {
                        ring.add(.sample(code: writer))
                    }
                }
            }
            tasks.addTask {
                var seen: [Int] = []
                var lost = 0
                var last = 0
                while last < writers * callsOfEach {
                    let page = ring.page(after: last, limit: 20)
                    seen += page.calls.map(\.number)
                    lost += page.lost
                    last = page.last
                    await Task.yield()
                }
                #expect(seen == seen.sorted())
                #expect(Set(seen).count == seen.count)
                #expect(seen.count + lost == writers * callsOfEach)
            }
        }
    }
}

@Suite("Filters of calls")
struct CallFilterTests {
    private static let call = RecordedCall.sample(code: 10004)

    @Test(arguments: [
        CallFilter(), CallFilter(sdkAppID: 1_400_777_001), CallFilter(command: "get_group_info"),
        CallFilter(command: "group_open_http_svc/get_group_info"), CallFilter(code: 10004), CallFilter(isFailure: true),
        CallFilter(caller: "administrator"),
    ])
    func `a call that is wanted is shown`(filter: CallFilter) {
        #expect(filter.matches(Self.call))
    }

    @Test(arguments: [
        CallFilter(sdkAppID: 7), CallFilter(command: "group_info"), CallFilter(command: "openim/get_group_info"),
        CallFilter(code: 0), CallFilter(caller: "Administrator"),
        CallFilter(sdkAppID: 1_400_777_001, command: "create_group"),
    ])
    func `any other is not`(filter: CallFilter) {
        #expect(!filter.matches(Self.call))
    }

    @Test func `a call of which nothing is known matches no wish`() {
        let unknown = RecordedCall(
            time: 0, sdkAppID: nil, command: nil, caller: nil, code: 60002, reason: nil, durationMicroseconds: 0,
            requestBytes: 0, answerBytes: 0, peer: "")
        #expect(CallFilter(isFailure: true).matches(unknown))
        #expect(!CallFilter(command: "unknown").matches(unknown))
        #expect(!CallFilter(sdkAppID: 7).matches(unknown))
        #expect(!CallFilter(caller: "x").matches(unknown))
        #expect(!CallFilter().matches(Self.succeeded) == false)
        #expect(!CallFilter(isFailure: true).matches(Self.succeeded))
    }

    private static let succeeded = RecordedCall.sample(code: 0)
}

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
    static func sample(code: Int = 0, reason: String? = nil) -> RecordedCall {
        RecordedCall(
            time: 1_766_400_000_123, sdkAppID: SDKAppID(1_400_777_001),
            command: CommandName(service: .groupOpen, command: "get_group_info"), caller: Account("administrator"),
            code: code, reason: reason, durationMicroseconds: 12, requestBytes: 34, answerBytes: 56, peer: "192.0.2.1")
    }
}
