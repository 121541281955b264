import Testing
import Wire

@Suite("Account")
struct AccountTests {
    /// Names that every app takes.
    private static let plain = ["u", "administrator", "a b", "@x", "~", String(repeating: "u", count: 32)]
    /// Names that a strict app does not take.
    private static let wide = [
        "小明", "é", "e\u{301}", "\u{212A}", "a\u{3000}b", "\u{301}a", "👨‍👩‍👧", "\u{5E9}\u{200F}1", "\u{E000}", "\u{FFFD}",
        String(repeating: "群", count: 10) + "ab",
    ]
    /// Names that no app takes.
    private static let impossible = [
        "", String(repeating: "u", count: 33), String(repeating: "群", count: 11), " a", "a ", " ", "\u{3000}a",
        "a\u{A0}",
        "小明 ", "a\u{0}", "a\tb", "a\nb", "\u{1B}[2J", "\u{7F}", "a\u{80}b", "a\u{85}b", "a\u{9F}", "a\u{2028}b",
        "a\u{2029}b",
        "@TLS#NOT_FOUND", "@TIM#SYSTEM",
    ]

    @Test(arguments: plain + wide)
    func `accounts have names of UTF-8`(text: String) {
        #expect(Account(text)?.text == text)
        #expect(AccountNaming.anyText.account(text)?.text == text)
    }

    @Test(arguments: impossible)
    func `no account has another name`(text: String) {
        #expect(Account(text) == nil)
        #expect(AccountNaming.anyText.account(text) == nil)
        #expect(AccountNaming.printableASCII.account(text) == nil)
    }

    @Test func `a strict app takes printable ASCII`() {
        #expect(Self.plain.allSatisfy { AccountNaming.printableASCII.account($0)?.text == $0 })
        #expect(Self.wide.allSatisfy { AccountNaming.printableASCII.account($0) == nil })
    }

    @Test(arguments: [("\u{E9}", "e\u{301}"), ("K", "\u{212A}"), ("\u{AC00}", "\u{1100}\u{1161}"), ("a", "a\u{301}")])
    func `names that compose their characters differently are different accounts`(one: String, other: String) throws {
        let (one, other) = (try #require(Account(one)), try #require(Account(other)))
        #expect(one != other)
        #expect(Set([one, other]).count == 2)
        #expect([one: 1, other: 2][one] == 1)
        #expect((one < other) != (other < one))
    }

    @Test func `accounts are sorted by their bytes`() throws {
        let sorted = ["Z", "a", "e\u{301}", "z", "\u{E9}", "\u{212A}", "小", "\u{FFFD}", "\u{10000}"]
        #expect(sorted.reversed().compactMap(Account.init).sorted().map(\.text.utf8.count) == sorted.map(\.utf8.count))
        #expect(try #require(Account("e\u{301}")) < #require(Account("\u{E9}")))
    }

    @Test(arguments: [AccountNaming.anyText, .printableASCII])
    func `the rule is told in words`(naming: AccountNaming) {
        #expect(naming.rule.hasPrefix("1 to 32 bytes of "))
    }
}
