import ArgumentParser
import Testing
import Wire

@testable import qun

@Suite("Flags of qun webhooks listen")
struct ListenFlagsTests {
    private static func listen(_ flags: String...) throws -> WebhookTools.Listen {
        try #require(try Qun.parseAsRoot(["webhooks", "listen"] + flags) as? WebhookTools.Listen)
    }

    @Test func `without flags everything is allowed, on the loopback address`() throws {
        let listen = try Self.listen()
        #expect(listen.host == "127.0.0.1")
        #expect(listen.port == 9080)
        #expect(listen.rule.verdict == .allow)
        #expect(listen.rule.failures == .none)
        #expect(listen.rule.delay == .zero)
        #expect(listen.rule.status == nil)
    }

    @Test func `flags make the rule`() throws {
        let rule = try Self.listen(
            "--answer", "10150", "--text", "no", "--status", "503", "--fail-every", "3", "--only", "A", "--only", "B"
        ).rule
        #expect(rule.verdict == .code(10_150))
        #expect(rule.text == "no")
        #expect(rule.status == 503)
        #expect(rule.failures == .every(3))
        #expect(rule.commands == ["A", "B"])
        let changes = try Self.listen("--refuse-member", "a", "--replace-text", "b", "--fail-chance", "0.5").rule
        #expect(changes.refusedMembers == ["a"])
        #expect(changes.replacementText == "b")
        #expect(changes.failures == .chance(0.5))
    }

    @Test(arguments: [
        ("1.5s", Duration.milliseconds(1_500)), ("200ms", .milliseconds(200)), ("1m", .seconds(60)), ("2", .seconds(2)),
        ("0", .zero),
    ])
    func `a delay has a unit`(text: String, delay: Duration) throws {
        #expect(try Self.listen("--delay", text).rule.delay == delay)
    }

    @Test(arguments: [
        ["--answer", "10099"], ["--answer", "10201"], ["--answer", "no"], ["--delay", "s"], ["--delay", "-1s"],
        ["--delay", "nan"], ["--delay", "2000m"], ["--status", "199"], ["--status", "600"], ["--fail-every", "0"],
        ["--fail-chance", "1.1"], ["--fail-every", "2", "--fail-chance", "1"], ["--tls-key", "a"], ["--port", "70000"],
        ["--token", ""], ["--answer", "refuse", "--replace-text", "a"], ["--answer", "drop", "--refuse-member", "a"],
        ["--text", "a"],
    ])
    func `flags that make no sense are refused`(flags: [String]) {
        #expect(throws: (any Error).self) { try Qun.parseAsRoot(["webhooks", "listen"] + flags) }
    }

    @Test func `the token is not printed with the flags`() throws {
        let listen = try Self.listen("--token", "c0ffee")
        #expect(listen.token == "c0ffee")
        #expect(!"\(listen)".contains("c0ffee"))
    }
}
