import Health
import Testing
import Wire

@testable import Gateway

@Suite("Request target")
struct RequestTargetTests {
    private func target(_ text: String) throws -> RequestTarget {
        try RequestTarget(text, maximumBytes: 8192)
    }

    @Test(arguments: [
        "/v4/group_open_http_svc/get_group_info?sdkappid=1&identifier=a&usersig=b&random=2&contenttype=json",
        "/v4/group_open_http_svc/get_group_info?usersig=b&identifier=a&sdkappid=1&random=2&contenttype=json",
        "/v4/group_open_http_svc/get_group_info?random=2&&x=1&sdkappid=1&y&contenttype=json&identifier=a&usersig=b&",
        "http://console.tim.qq.com/v4/group_open_http_svc/get_group_info?"
            + "sdkappid=1&identifier=a&usersig=b&random=2&contenttype=json",
        "/v4/group%5Fopen_http_svc/get_group_info?sdkappid=%31&identifier=%61&usersig=b&random=2&contenttype=%6Ason",
    ])
    func `parameters may come in any order, encoded or not, with others between them`(text: String) throws {
        let target = try target(text)
        #expect(target.path == .command("group_open_http_svc/get_group_info"))
        var query = CallQuery(sdkAppID: "1", identifier: "a", userSig: "b", random: "2", contentType: "json")
        let place = try #require(target.query.randomPlace)
        #expect(Array(text.utf8)[place].elementsEqual("2".utf8))
        query.randomPlace = place
        #expect(target.query == query)
    }

    @Test(arguments: [
        ("identifier=a+b", "a+b"), ("identifier=a%2Bb", "a+b"), ("identifier=a%20b", "a b"),
        ("identifier=%2525", "%25"), ("identifier=a=b=", "a=b="), ("identifier=", ""), ("identifier", ""),
        ("identifier=a&identifier=b", "b"), ("identifier=%E7%BE%A4", "群"), ("identifier=@TGS#x", "@TGS#x"),
        ("Identifier=b&identifier=a", "a"), ("identifier=a?b", "a?b"),
    ])
    func `a value is decoded once, plus is plus, and the last of two counts`(query: String, value: String) throws {
        let target = try target("/v4/a/b?\(query)")
        #expect(target.query.identifier.map(String.init) == value)
    }

    @Test(arguments: ["/v4/a/b", "/v4/a/b?", "/v4/a/b?x=1"])
    func `absent parameters are nil`(text: String) throws {
        #expect(try target(text).query == CallQuery())
    }

    @Test(arguments: [("/health", RequestTarget.Path.health(.health)), ("/ready?x", .health(.ready))])
    func `the server's own pages have paths of their own`(text: String, path: RequestTarget.Path) throws {
        #expect(try target(text).path == path)
    }

    @Test(arguments: [
        "", "/", "*", "v4/a/b", "/v4", "/v4/", "/v4/a", "/v4/a/", "/v4//b", "/v4/a/b/", "/v4/a/b/c", "/v5/a/b",
        "/V4/a/b", "/v4/a/b//", "/v4/a//", "//",
        "/health/", "/healthz", "http://host", "http:", "://", "localhost:80",
        "/v4/a/b?identifier=%", "/v4/a/b?identifier=%4", "/v4/a/b?identifier=%4g", "/v4/a/b?identifier=%+1",
        "/v4/a/b?identifier=%FF", "/v4/a/b?identifier=%C0%80", "/v4/a/b?identifier=%ED%A0%80", "/v4/a/b?other=%",
        "/v4/a%/b",
    ])
    func `any other form is 60002`(text: String) {
        let error = #expect(throws: APIError.self) { try target(text) }
        #expect(error?.code == .malformedHTTP)
    }

    @Test(arguments: [
        "//v4/a/b", "/v4//a/b", "/v4/a//b", "////v4///a/////b?x=//", "http://host//v4/a/b", "/v4/%2Fa/b", "/v4%2F/a/b",
    ])
    func `several slashes in a row count as one, and are noticed`(text: String) throws {
        let target = try target(text)
        #expect(target.path == .command("a/b"))
        #expect(target.hasRepeatedSlashes)
    }

    @Test(arguments: ["/v4/a/b", "/v4/a/b?x=//", "http://host/v4/a/b", "/v4/a%2Fb"])
    func `single slashes are nothing to be noticed`(text: String) throws {
        #expect(try !target(text).hasRepeatedSlashes)
    }

    @Test func `slashes of a query stay what they are`() throws {
        #expect(try target("//v4/a/b?identifier=a//b").query.identifier == "a//b")
    }

    @Test func `the server's own pages bear repeated slashes too`() throws {
        #expect(try target("//health").path == .health(.health))
        #expect(try target("//ready?x").path == .health(.ready))
    }

    @Test(arguments: [
        "/v4", "/v4/", "/v4/a", "/v4//", "//v4/a", "/v4/a/b/c", "/v4/a/b?x=%", "/v4/%", "/v4?x", "/%76%34/a",
        "http://host/v4", "http://host/v4/a/",
    ])
    func `a path is the API's even when it names no command`(text: String) {
        #expect(RequestTarget.isUnderAPI(text))
    }

    @Test(arguments: [
        "", "/", "//", "*", "/metrics", "/v5/a/b", "/V4/a/b", "/v4a/b", "v4/a/b", "/api/v4/a/b", "/?/v4/a/b", "/%",
        "http://host", "http://v4/a/b", "host:443", "/health",
    ])
    func `any other path is not`(text: String) {
        #expect(!RequestTarget.isUnderAPI(text))
    }

    @Test func `the longest URL is accepted, and a longer one is 60002`() throws {
        let prefix = "/v4/a/b?x="
        let longest = prefix + String(repeating: "x", count: 8192 - prefix.utf8.count)
        #expect(try target(longest).path == .command("a/b"))
        let error = #expect(throws: APIError.self) { try target(longest + "x") }
        #expect(error?.code == .malformedHTTP)
    }
}
