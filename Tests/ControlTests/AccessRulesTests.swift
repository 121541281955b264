import Testing
import Wire

@testable import Control

@Suite("Who may use the control port")
struct AccessRulesTests {
    private static let open = AccessRules(token: nil, hosts: ["Qun.Internal"], sessions: BrowserSessions { $0 / 2 })
    private static let closed = AccessRules(
        token: "0123456789abcdef", hosts: [], sessions: BrowserSessions { $0 / 2 })

    @Test(arguments: [
        "localhost", "localhost:8081", "LOCALHOST:8081", "qun.localhost", "127.0.0.1:8081", "127.0.0.1", "10.1.2.3:80",
        "[::1]:8081", "[::1]", "[fd00::17]:8081", "qun.internal:8081", "QUN.internal",
    ])
    func `names that belong here and addresses are taken`(host: String) throws {
        try Self.open.checkPlace(.init(host: host))
    }

    @Test(arguments: [
        "attacker.example", "attacker.example:8081", "localhost.attacker.example", "127.0.0.1.attacker.example",
        "xlocalhost", "qun.internal.example", "[attacker]:8081", "127.1", " localhost", ":8081",
    ])
    func `a name that somebody else has is refused`(host: String) {
        let refusal = #expect(throws: ControlRefusal.self) { try Self.open.checkPlace(.init(host: host)) }
        #expect(refusal?.kind == .hostUnknown)
        #expect(refusal?.message.contains("control.hosts") == true)
    }

    @Test(arguments: [nil, ""])
    func `a request without a host is refused`(host: String?) {
        let refusal = #expect(throws: ControlRefusal.self) { try Self.open.checkPlace(.init(host: host)) }
        #expect(refusal?.kind == .hostMissing)
    }

    @Test func `pages of this server may send requests, those of others may not`() throws {
        try Self.open.checkPlace(.init(host: "localhost:8081", origin: "http://localhost:8081"))
        try Self.open.checkPlace(.init(host: "localhost:8081", origin: "https://localhost:8081"))
        for origin in ["null", "http://localhost:3000", "http://attacker.example", "http://localhost:8081.example"] {
            let refusal = #expect(throws: ControlRefusal.self) {
                try Self.open.checkPlace(.init(host: "localhost:8081", origin: origin))
            }
            #expect(refusal?.kind == .originForeign)
        }
    }

    @Test(arguments: ["Bearer 0123456789abcdef", "bearer 0123456789abcdef"])
    func `the token lets a caller in`(authorization: String) throws {
        try Self.closed.checkCaller(.init(host: "localhost", authorization: authorization), now: .never)
    }

    @Test(arguments: [
        nil, "", "Bearer", "Bearer ", "Bearer 0123456789abcdeF", "Bearer 0123456789abcde", "Bearer 0123456789abcdef0",
        "Basic 0123456789abcdef", "0123456789abcdef", "Bearer  0123456789abcdef",
    ])
    func `whoever does not know the token stays out`(authorization: String?) {
        let refusal = #expect(throws: ControlRefusal.self) {
            try Self.closed.checkCaller(.init(host: "localhost", authorization: authorization), now: .never)
        }
        #expect(refusal?.kind == .tokenWrong)
        #expect(refusal?.message.contains("0123") == false)
    }

    // MARK: Browsers

    private static let now = UnixTime(seconds: 1_000)

    @Test func `a session lets its browser in until it ends`() throws {
        let sessions = BrowserSessions(random: { Int.random(in: 0..<$0) })
        let rules = AccessRules(token: "0123456789abcdef", hosts: [], sessions: sessions)
        #expect(rules.signIn("0123456789abcdeF", now: Self.now) == nil)
        let session = try #require(rules.signIn("0123456789abcdef", now: Self.now))
        let claims = AccessRules.Claims(host: "localhost", session: session.id)
        try rules.checkCaller(claims, now: session.end)
        let late = UnixTime(seconds: session.end.seconds + 1)
        #expect(throws: ControlRefusal.self) { try rules.checkCaller(claims, now: late) }
        rules.signOut(claims)
        #expect(throws: ControlRefusal.self) { try rules.checkCaller(claims, now: Self.now) }
        #expect(rules.sessionCSRF(claims, now: Self.now) == nil)
    }

    @Test func `a change by a browser needs the value of its session`() throws {
        let sessions = BrowserSessions(random: { Int.random(in: 0..<$0) })
        let rules = AccessRules(token: "0123456789abcdef", hosts: [], sessions: sessions)
        let session = try #require(rules.signIn("0123456789abcdef", now: Self.now))
        let other = try #require(rules.signIn("0123456789abcdef", now: Self.now))
        var claims = AccessRules.Claims(host: "localhost", origin: "http://localhost", session: session.id)
        for csrf in [nil, "", other.csrf, sessions.openCSRF] {
            claims.csrf = csrf
            let refusal = #expect(throws: ControlRefusal.self) { try rules.checkChange(claims, now: Self.now) }
            #expect(refusal?.kind == .csrfWrong)
        }
        claims.csrf = session.csrf
        try rules.checkChange(claims, now: Self.now)
    }

    @Test(arguments: [
        AccessRules.Claims(host: "localhost", origin: "http://localhost"),
        AccessRules.Claims(host: "localhost", fetchSite: "same-origin"),
    ])
    func `where there is no token, browsers alone need a value`(claims: AccessRules.Claims) throws {
        try Self.open.checkChange(.init(host: "localhost"), now: Self.now)
        #expect(throws: ControlRefusal.self) { try Self.open.checkChange(claims, now: Self.now) }
        var claims = claims
        claims.csrf = Self.open.sessionCSRF(claims, now: Self.now)
        try Self.open.checkChange(claims, now: Self.now)
    }

    @Test func `more sessions than there is room for end the oldest`() throws {
        let sessions = BrowserSessions(random: { Int.random(in: 0..<$0) })
        let first = sessions.begin(now: Self.now)
        let second = sessions.begin(now: Self.now)
        for _ in 0..<99 {
            _ = sessions.begin(now: Self.now)
        }
        #expect(sessions.csrf(of: first.id, now: Self.now) == nil)
        #expect(sessions.csrf(of: second.id, now: Self.now) != nil)
    }
}
