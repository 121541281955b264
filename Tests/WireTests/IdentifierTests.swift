import Testing
import Wire

@Suite("Identifiers")
struct IdentifierTests {
    @Test(arguments: [
        "a", " ", "~", "@TGS#2J4SZEAEL", "@TGS#_@TGS#cQVLVHIM62CJ", String(repeating: "x", count: 48), "a b/c?d&e",
    ])
    func `groups can be addressed by printable ASCII`(text: String) {
        #expect(GroupID(text)?.text == text)
    }

    @Test(arguments: [
        "", String(repeating: "x", count: 49), "é", "a\u{0}b", "tab\t", "\u{7f}", "@TGS#_a@TOPIC#_b", "@TOPIC#_",
    ])
    func `groups cannot be addressed by anything else`(text: String) {
        #expect(GroupID(text) == nil)
    }

    @Test func `times never pass the wire's for ever`() {
        #expect(UnixTime(seconds: 10).advanced(bySeconds: 5) == UnixTime(seconds: 15))
        #expect(UnixTime(seconds: 1_700_000_000).advanced(bySeconds: .max) == .forever)
    }

    @Test(arguments: [(100, 100), (101, 101), (110, 110), (111, 100), (99, 100), (0, 100), (4_000_000_000, 100)])
    func `a record that is a little later holds, one from far ahead does not`(recorded: Int64, expected: Int64) {
        let now = UnixTime(seconds: 100)
        #expect(now.notBefore(UnixTime(seconds: recorded)) == UnixTime(seconds: expected))
    }

    @Test(arguments: [("Work", GroupType.work), ("Private", .work), ("Meeting", .meeting), ("ChatRoom", .meeting)])
    func `product names mean the same types`(name: String, type: GroupType) {
        #expect(GroupType(requestName: name) == type)
    }

    @Test(arguments: ["work", "BChatRoom", "", "private"])
    func `other spellings are no types`(name: String) {
        #expect(GroupType(requestName: name) == nil)
    }

    @Test func `custom fields are compared byte for byte`() {
        #expect(CustomField(key: "k", value: "\u{e9}") != CustomField(key: "k", value: "e\u{301}"))
    }
}
