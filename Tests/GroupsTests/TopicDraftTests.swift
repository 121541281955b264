import Groups
import Testing
import Wire

@Suite struct TopicDraftTests {
    @Test(arguments: [
        (nil, true, true), ("@TGS#_f@TOPIC#_x", true, true), ("@TGS#_f@TOPIC#_@TOPIC#cE", false, true),
        ("@TGS#_f@TOPIC#_@TGS#_", false, true), ("@TGS#_f@TOPIC#_", false, false), ("@TGS#_g@TOPIC#_x", false, false),
        ("x", false, false),
    ])
    func `wanted identifiers`(text: String?, isNew: Bool, isImportable: Bool) throws {
        var draft = TopicDraft(group: try groupID("@TGS#_f"), name: "n")
        draft.id = try text.map { try #require(TopicID($0)) }
        #expect((GroupsTests.refusal { try draft.checkNewID() } == nil) == isNew)
        #expect((GroupsTests.refusal { try draft.checkImportedID() } == nil) == isImportable)
    }

    @Test func `a generated identifier belongs to the longest group`() throws {
        let group = try groupID(String(repeating: "g", count: GroupID.maximumBytes))
        let id = TopicDraft(group: group, name: "n").generatedID { $0 - 1 }
        #expect(id.text == "\(group)@TOPIC#_@TOPIC#c77777777777")
        #expect(id.belongs(to: group))
    }

    @Test func `a drafted topic is silent`() throws {
        var draft = TopicDraft(group: try groupID("@TGS#_f"), name: "n")
        draft.introduction = "i"
        draft.notification = "t"
        draft.faceURL = "f"
        draft.customString = "c"
        let id = try #require(TopicID("x"))
        let expected = Topic(
            id: id, name: "n", introduction: "i", notification: "t", faceURL: "f", customString: "c", createTime: now,
            lastMsgTime: .never, nextMsgSeq: 1, isMuted: false)
        #expect(draft.topic(id: id, createTime: now) == expected)
    }

    @Test func `a change without fields is empty, one with any is not`() throws {
        #expect(TopicChange().isEmpty)
        let changes: [(inout TopicChange) -> Void] = [
            { $0.name = "" }, { $0.introduction = "" }, { $0.notification = "" }, { $0.faceURL = "" },
            { $0.customString = "" }, { $0.isMuted = false },
        ]
        for set in changes {
            var change = TopicChange()
            set(&change)
            #expect(!change.isEmpty)
        }
    }
}
