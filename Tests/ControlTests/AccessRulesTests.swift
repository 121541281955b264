import Testing
import Wire

@testable import Control

@Suite("Who may use the control port")
struct AccessRulesTests {
    private static let open = AccessRules(token: nil, hosts: ["Qun.Internal"])
    private static let closed = AccessRules(token: "0123456789abcdef", hosts: [])

    @Test(arguments: [
        "localhost", "localhost:8081", "LOCALHOST:8081", "qun.localhost", "127.0.0.1:8081", "127.0.0.1", "10.1.2.3:80",
        "[::1]:8081", "[::1]", "[fd00::17]:8081", "qun.internal:8081", "QUN.internal",
    ])
    func `names that belong here and addresses are taken`(host: String) throws {
        try Self.open.check(.init(host: host))
    }

    @Test(arguments: [
        "attacker.example", "attacker.example:8081", "localhost.attacker.example", "127.0.0.1.attacker.example",
        "xlocalhost", "qun.internal.example", "[attacker]:8081", "127.1", " localhost", ":8081",
    ])
    func `a name that somebody else has is refused`(host: String) {
        let refusal = #expect(throws: ControlRefusal.self) { try Self.open.check(.init(host: host)) }
        #expect(refusal?.kind == .hostUnknown)
        #expect(refusal?.message.contains("control.hosts") == true)
    }

    @Test(arguments: [nil, ""])
    func `a request without a host is refused`(host: String?) {
        let refusal = #expect(throws: ControlRefusal.self) { try Self.open.check(.init(host: host)) }
        #expect(refusal?.kind == .hostMissing)
    }

    @Test func `pages of this server may send requests, those of others may not`() throws {
        try Self.open.check(.init(host: "localhost:8081", origin: "http://localhost:8081"))
        try Self.open.check(.init(host: "localhost:8081", origin: "https://localhost:8081"))
        for origin in ["null", "http://localhost:3000", "http://attacker.example", "http://localhost:8081.example"] {
            let refusal = #expect(throws: ControlRefusal.self) {
                try Self.open.check(.init(host: "localhost:8081", origin: origin))
            }
            #expect(refusal?.kind == .originForeign)
        }
    }

    @Test(arguments: ["Bearer 0123456789abcdef", "bearer 0123456789abcdef"])
    func `the token lets a caller in`(authorization: String) throws {
        try Self.closed.check(.init(host: "localhost", authorization: authorization))
    }

    @Test(arguments: [
        nil, "", "Bearer", "Bearer ", "Bearer 0123456789abcdeF", "Bearer 0123456789abcde", "Bearer 0123456789abcdef0",
        "Basic 0123456789abcdef", "0123456789abcdef", "Bearer  0123456789abcdef",
    ])
    func `whoever does not know the token stays out`(authorization: String?) {
        let refusal = #expect(throws: ControlRefusal.self) {
            try Self.closed.check(.init(host: "localhost", authorization: authorization))
        }
        #expect(refusal?.kind == .tokenWrong)
        #expect(refusal?.message.contains("0123") == false)
    }
}
