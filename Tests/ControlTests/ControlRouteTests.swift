import Testing

@testable import Control

@Suite("The routes of the control port")
struct ControlRouteTests {
    @Test func `they are sorted by path, and each has a name of its own`() {
        #expect(ControlRoute.all.map(\.path) == ControlRoute.all.map(\.path).sorted())
        #expect(Set(ControlRoute.all.map(\.name)).count == ControlRoute.all.count)
        #expect(ControlRoute.all.allSatisfy { $0.summary.hasSuffix(".") })
    }

    @Test func `a route is found by method and path, and HEAD finds that of GET`() throws {
        #expect(try ControlRoute.find("GET", "/control/v1/version").route.name == "getVersion")
        #expect(try ControlRoute.find("HEAD", "/control/v1/version").route.name == "getVersion")
    }

    @Test func `what stands in the place of a parameter is told, in order`() throws {
        let match = try ControlRoute.find("POST", "/control/v1/apps/7/commands/group_open_http_svc/create_group")
        #expect(match.route.name == "postCommand")
        #expect(match.segments == ["7", "group_open_http_svc", "create_group"])
        #expect(match.route.pathParameters.count == match.segments.count)
    }

    @Test func `each parameter in a path is declared`() {
        for route in ControlRoute.all {
            let names = route.path.split(separator: "/").filter { $0.hasPrefix("{") }.map { $0.dropFirst().dropLast() }
            #expect(names.map(String.init) == route.pathParameters.map(\.name))
        }
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
            #expect((400...503).contains(kind.status))
            #expect(kind.meaning.hasSuffix("."))
        }
    }
}
