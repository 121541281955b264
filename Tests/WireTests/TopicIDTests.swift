import Testing
import Wire

@Suite struct TopicIDTests {
    @Test(arguments: [
        ("t", true), (String(repeating: "t", count: 96), true), (String(repeating: "t", count: 97), false), ("", false),
        ("ä", false), ("a\u{7F}", false), ("a b~", true),
    ])
    func `a topic's identifier is printable ASCII`(text: String, isPossible: Bool) {
        #expect((TopicID(text) != nil) == isPossible)
    }

    @Test(arguments: [
        ("@TGS#_f@TOPIC#_x", true, false), ("@TGS#_f@TOPIC#_@TOPIC#cE", true, true),
        ("@TGS#_f@TOPIC#_a@TGS#_", true, true),
        ("@TGS#_f@TOPIC#_a@TOPIC#_@TOPIC#", true, true), ("@TGS#_f@TOPIC#_", false, false),
        ("@TGS#_g@TOPIC#_x", false, false),
        ("x", false, false),
    ])
    func `its form tells the group and who made it`(text: String, belongs: Bool, isReserved: Bool) throws {
        let group = try #require(GroupID("@TGS#_f"))
        let id = try #require(TopicID(text))
        #expect(id.belongs(to: group) == belongs)
        #expect(id.isReserved(in: group) == isReserved)
    }

    @Test func `identifiers are ordered byte by byte`() throws {
        let ids = try ["a", "B", "ab"].map { try #require(TopicID($0)) }
        #expect(ids.sorted().map(\.text) == ["B", "a", "ab"])
        #expect("\(ids[0])" == "a")
    }
}
