import Testing
import Wire

@Suite struct SecretTests {
    private struct Holder {
        let name = "holder"
        let key: Secret
        let others: [Secret?]
        let byName: [String: Secret]
    }

    private let secret = Secret("5eed0000c0ffee")

    @Test func `it prints as a placeholder, however it is printed`() {
        var dumped = ""
        dump(secret, to: &dumped)
        let texts = ["\(secret)", String(reflecting: secret), "\(Optional(secret) as Any)", dumped]
        #expect(texts.allSatisfy { $0.contains("<secret>") && !$0.contains("5eed") }, "\(texts)")
    }

    @Test func `whatever holds it prints without it`() {
        let holder = Holder(key: secret, others: [secret, nil], byName: ["one": secret])
        var dumped = ""
        dump(holder, to: &dumped)
        let texts = ["\(holder)", String(reflecting: holder), "\(Result<Holder, Never>.success(holder))", dumped]
        #expect(texts.allSatisfy { $0.contains("holder") && !$0.contains("5eed") }, "\(texts)")
    }

    @Test func `it shows nothing to those who look inside`() {
        #expect(Mirror(reflecting: secret).children.isEmpty)
    }

    @Test func `it is compared by its bytes`() {
        #expect(Secret("key") == "key")
        #expect(Secret("key") != "Key")
        #expect(Secret("\u{E9}") != "e\u{301}")
    }
}
