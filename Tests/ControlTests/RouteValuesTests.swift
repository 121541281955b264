import Testing

@testable import Control

@Suite("Parameters and fields of routes")
struct RouteValuesTests {
    private static let count = RouteParameter("count", .integer(1...10), "how many")
    private static let rate = RouteParameter("rate", .number(0.5...2), "how fast")
    private static let only = RouteParameter("only", .flag, "only some")
    private static let name = RouteParameter("name", .text(maximumLength: 4), "whose")
    private static let side = RouteParameter("side", .choice(["left", "right"]), "which one")
    private static let names = RouteParameter("names", .texts(maximumCount: 2, maximumLength: 4), "whose ones")
    private static let all = [count, rate, only, name, side, names]

    private static func query(_ pairs: (String, String)...) throws(ControlRefusal) -> RouteValues {
        var values = RouteValues()
        try values.take(query: pairs.map { (name: $0.0, value: $0.1) }, all)
        return values
    }

    private static func body(_ text: String, _ fields: [RouteParameter] = all) throws(ControlRefusal) -> RouteValues {
        var values = RouteValues()
        try values.take(body: Array(text.utf8), fields)
        return values
    }

    @Test func `values of a query are read by their form`() throws {
        let query = try Self.query(
            ("count", "10"), ("only", "true"), ("name", "群群群群"), ("rate", "1.5"), ("side", "left"))
        #expect(query.integer(Self.count) == 10)
        #expect(query.number(Self.rate) == 1.5)
        #expect(query.flag(Self.only) == true)
        #expect(query.text(Self.name) == "群群群群")
        #expect(query.text(Self.side) == "left")
        let none = try Self.query()
        #expect(none.integer(Self.count) == nil)
        #expect(none.flag(Self.only) == nil)
        #expect(none.text(Self.name) == nil)
        #expect(try Self.query(("only", "false")).flag(Self.only) == false)
    }

    @Test(arguments: [
        ("count", "0"), ("count", "11"), ("count", "x"), ("count", ""), ("only", "1"), ("only", ""), ("name", ""),
        ("name", "12345"), ("name", "群群群群群"), ("others", "1"), ("rate", "nan"), ("rate", "3"), ("side", "up"),
        ("names", "a"),
    ])
    func `a value that a parameter does not take is refused`(name: String, value: String) {
        let refusal = #expect(throws: ControlRefusal.self) { try Self.query((name, value)) }
        #expect(refusal?.kind == .parameterInvalid)
    }

    @Test func `a parameter that is given twice is refused`() {
        let refusal = #expect(throws: ControlRefusal.self) { try Self.query(("count", "1"), ("count", "1")) }
        #expect(refusal?.message == "The parameter count is given twice.")
    }

    @Test func `fields of a body are read by their form`() throws {
        let body = try Self.body(
            #"{"count":10,"rate":1,"only":false,"name":"群","side":"right","names":["a","b"]}"#)
        #expect(body.integer(Self.count) == 10)
        #expect(body.number(Self.rate) == 1)
        #expect(body.flag(Self.only) == false)
        #expect(body.text(Self.name) == "群")
        #expect(body.text(Self.side) == "right")
        #expect(body.texts(Self.names) == ["a", "b"])
        #expect(try Self.body("").integer(Self.count) == nil)
    }

    @Test(arguments: [
        #"{"count":0}"#, #"{"count":"1"}"#, #"{"count":1.5}"#, #"{"count":null}"#, #"{"rate":3}"#, #"{"rate":1e400}"#,
        #"{"only":1}"#, #"{"name":""}"#, #"{"name":1}"#, #"{"side":"up"}"#, #"{"names":["a","b","c"]}"#,
        #"{"names":["a",1]}"#, #"{"names":"a"}"#, #"{"others":1}"#, #"{"count":1,"count":1}"#, "[]", "1", "{",
        "nothing",
    ])
    func `a body that a route does not take is refused`(text: String) {
        let refusal = #expect(throws: ControlRefusal.self) { try Self.body(text) }
        #expect(refusal?.kind == .bodyInvalid)
        #expect(refusal?.message.hasSuffix(".") == true)
    }

    @Test func `a field that must be there and is not is named`() {
        let token = RouteParameter("token", .text(maximumLength: 4), "what to show", isRequired: true)
        let refusal = #expect(throws: ControlRefusal.self) { try Self.body("{}", [token]) }
        #expect(refusal?.message == "The field token is missing: what to show.")
    }
}
