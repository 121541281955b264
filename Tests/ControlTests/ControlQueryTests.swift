import Testing

@testable import Control

@Suite("Parameters of routes")
struct ControlQueryTests {
    private static let count = RouteParameter("count", .integer(1...10), "how many")
    private static let only = RouteParameter("only", .flag, "only some")
    private static let name = RouteParameter("name", .text(maximumLength: 4), "whose")

    private static func query(_ pairs: (String, String)...) throws(ControlRefusal) -> ControlQuery {
        try ControlQuery(pairs.map { (name: $0.0, value: $0.1) }, of: [count, only, name])
    }

    @Test func `values are read by their form`() throws {
        let query = try Self.query(("count", "10"), ("only", "true"), ("name", "群群群群"))
        #expect(query.integer(Self.count) == 10)
        #expect(query.flag(Self.only))
        #expect(query.text(Self.name) == "群群群群")
        let none = try Self.query()
        #expect(none.integer(Self.count) == nil)
        #expect(!none.flag(Self.only))
        #expect(none.text(Self.name) == nil)
        #expect(try !Self.query(("only", "false")).flag(Self.only))
    }

    @Test(arguments: [
        ("count", "0"), ("count", "11"), ("count", "x"), ("count", ""), ("only", "1"), ("only", ""), ("name", ""),
        ("name", "12345"), ("name", "群群群群群"), ("others", "1"),
    ])
    func `a value that a parameter does not take is refused`(name: String, value: String) {
        let refusal = #expect(throws: ControlRefusal.self) { try Self.query((name, value)) }
        #expect(refusal?.kind == .parameterInvalid)
    }

    @Test func `a parameter that is given twice is refused`() {
        let refusal = #expect(throws: ControlRefusal.self) { try Self.query(("count", "1"), ("count", "1")) }
        #expect(refusal?.message == "The parameter count is given twice.")
    }
}
