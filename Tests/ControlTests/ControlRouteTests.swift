import Health
import Testing
import Wire

@testable import Control

@Suite("The routes of the control port")
struct ControlRouteTests {
    @Test func `they are sorted by path, and each has a name of its own`() {
        #expect(ControlRoute.all.map(\.path) == ControlRoute.all.map(\.path).sorted())
        #expect(Set(ControlRoute.all.map(\.name)).count == ControlRoute.all.count)
        #expect(ControlRoute.all.allSatisfy { $0.summary.hasSuffix(".") })
    }

    @Test func `a route is found by method and path, and HEAD finds that of GET`() throws {
        #expect(try ControlRoute.find("GET", "/control/v1/version").name == "getVersion")
        #expect(try ControlRoute.find("HEAD", "/control/v1/version").name == "getVersion")
    }

    @Test(arguments: [
        "/", "/control/v1", "/control/v1/version/", "/CONTROL/V1/VERSION", "/v4/group_open_http_svc/x", "",
    ])
    func `an unknown path is refused with the place of the list`(path: String) {
        let refusal = #expect(throws: ControlRefusal.self) { try ControlRoute.find("GET", path) }
        #expect(refusal?.kind == .pathUnknown)
        #expect(refusal?.message.contains("/control/v1/openapi.json") == true)
    }

    @Test(arguments: ["POST", "DELETE", "OPTIONS", "get"])
    func `a wrong method is refused with the right ones`(method: String) {
        let refusal = #expect(throws: ControlRefusal.self) { try ControlRoute.find(method, "/control/v1/version") }
        #expect(refusal?.kind == .methodWrong)
        #expect(refusal?.allowed == [.get])
        #expect(refusal?.message.contains("GET") == true)
    }

    @Test func `the kinds of refusals have statuses of errors and whole sentences`() {
        for kind in ControlRefusal.Kind.allCases {
            #expect((400...499).contains(kind.status))
            #expect(kind.meaning.hasSuffix("."))
        }
    }
}

@Suite("Parameters of routes")
struct ControlQueryTests {
    private static let count = RouteParameter("count", .integer(1...10), "how many")
    private static let only = RouteParameter("only", .flag, "only some")
    private static let name = RouteParameter("name", .text(maximumBytes: 4), "whose")

    private static func query(_ pairs: (String, String)...) throws(ControlRefusal) -> ControlQuery {
        try ControlQuery(pairs.map { (name: $0.0, value: $0.1) }, of: [count, only, name])
    }

    @Test func `values are read by their form`() throws {
        let query = try Self.query(("count", "10"), ("only", "true"), ("name", "群"))
        #expect(query.integer(Self.count) == 10)
        #expect(query.flag(Self.only))
        #expect(query.text(Self.name) == "群")
        let none = try Self.query()
        #expect(none.integer(Self.count) == nil)
        #expect(!none.flag(Self.only))
        #expect(none.text(Self.name) == nil)
        #expect(try !Self.query(("only", "false")).flag(Self.only))
    }

    @Test(arguments: [
        ("count", "0"), ("count", "11"), ("count", "x"), ("count", ""), ("only", "1"), ("only", ""), ("name", ""),
        ("name", "12345"), ("others", "1"),
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
