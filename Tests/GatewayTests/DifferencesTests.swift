import Testing

@testable import Gateway

/// Tests for the entries of `docs/differences.md` that are about HTTP, numbered as there.
@Suite("Differences from the original")
struct DifferencesTests {
    @Test(arguments: [
        World.get("/"), World.get("/metrics"), World.post("/"), World.post("/v5/group_open_http_svc/get_group_info"),
        World.post("/api\(World.url())"), World.post("/health"), World.post("/ready"), World.get("/%"),
        World.get("http://localhost"), "OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n",
    ])
    func `10: outside v4 a refusal has the status 404`(request: String) throws {
        let answers = try EmbeddedConnection().exchange(request)
        #expect(answers.map(\.status) == ["HTTP/1.1 404 Not Found"])
        #expect(answers.map(\.code) == [60002])
        #expect(answers.map(\.headers["content-type"]) == ["application/json"])
        #expect(answers.map(\.keepsConnection) == [true])
    }
}
