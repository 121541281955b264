import Groups
import Testing
import Wire

@Suite("Group drafts")
struct GroupDraftTests {
    private let limits = GroupLimits()

    @Test(arguments: [
        (GroupType.work, ApplyJoinOption.disableApply, InviteJoinOption.freeAccess, Int64(2_000)),
        (.public, .needPermission, .disableInvite, 2_000),
        (.meeting, .freeAccess, .disableInvite, 2_000),
        (.avChatRoom, .freeAccess, .disableInvite, 0),
        (.community, .freeAccess, .freeAccess, 100_000),
    ])
    func `types have their defaults`(
        type: GroupType, apply: ApplyJoinOption, invite: InviteJoinOption, cap: Int64
    ) throws {
        let group = try GroupDraft(type: type, name: "n").group(id: groupID("g"), createTime: now, limits: limits)
        #expect(group.profile.applyJoinOption == apply)
        #expect(group.profile.inviteJoinOption == invite)
        #expect(group.profile.maxMemberNum == cap)
        #expect(group.profile.lastInfoTime == now)
        #expect(group.profile.infoSeq == 0)
        #expect(group.profile.nextMsgSeq == 1)
        #expect(group.profile.lastMsgTime == .never)
    }

    @Test(arguments: [
        (GroupType.public, ApplyJoinOption.disableApply), (.meeting, .disableApply), (.work, .disableApply),
        (.avChatRoom, .freeAccess), (.community, .freeAccess),
    ])
    func `ApplyJoinOption is stored where it is settable`(type: GroupType, expected: ApplyJoinOption) throws {
        var draft = GroupDraft(type: type, name: "n")
        draft.applyJoinOption = .disableApply
        let group = try draft.group(id: groupID("g"), createTime: now, limits: limits)
        #expect(group.profile.applyJoinOption == expected)
    }

    @Test func `the owner comes first and listed accounts come once`() throws {
        var draft = GroupDraft(type: .public, name: "n")
        draft.owner = try account("o")
        draft.members = [try initial("a", .admin), try initial("o", .member), try initial("a", .member)]
        let group = try draft.group(id: groupID("g"), createTime: now, limits: limits)
        #expect(group.members.map(\.account.text) == ["o", "a"])
        #expect(group.members.map(\.role) == [.owner, .admin])
        #expect(group.members.allSatisfy { $0.joinTime == now && $0.msgSeq == 0 })
        #expect(group.profile.memberNum == 2)
    }

    @Test func `an AVChatRoom has an owner but no members`() throws {
        var draft = GroupDraft(type: .avChatRoom, name: "n")
        draft.owner = try account("o")
        let group = try draft.group(id: groupID("g"), createTime: now, limits: limits)
        #expect(group.members.isEmpty)
        #expect(group.accounts.map(\.text) == ["o"])
    }

    @Test func `fields of other types are refused`() throws {
        #expect(refusal { $0.supportsTopics = true } == .invalidParameter)
        #expect(refusal { $0.enablesPermissions = true } == .invalidParameter)
        #expect(refusal { $0.defaultPermission = 1 } == .invalidParameter)
        #expect(refusal { $0.maxMemberNum = 0 } == .invalidParameter)
        #expect(refusal { $0.maxMemberNum = 6_000 } == nil)
        #expect(refusal { $0.maxMemberNum = 6_001 } == .invalidParameter)
        #expect(refusal(.avChatRoom) { $0.inviteJoinOption = .freeAccess } == .invalidParameter)
        #expect(refusal(.avChatRoom) { $0.members = [try initial("a", .member)] } == .notPermitted)
        #expect(refusal(.work) { $0.members = [try initial("a", .admin)] } == .notPermitted)
        #expect(
            refusal(.community) {
                $0.supportsTopics = true
                $0.enablesPermissions = true
                $0.defaultPermission = 5
                $0.maxMemberNum = 100_000
            } == nil)
    }

    @Test(arguments: [
        (GroupType.public, "crew-42", true), (.public, "@TGS#x", false), (.public, "@TGS", true),
        (.community, "@TGS#_crew", true), (.community, "crew", false), (.community, "@TGS#_@TGS#c1", false),
    ])
    func `new identifiers have the form of their type`(type: GroupType, id: String, isAccepted: Bool) throws {
        var draft = GroupDraft(type: type, name: "n")
        draft.id = try groupID(id)
        #expect((GroupsTests.refusal { try draft.checkNewID() } == nil) == isAccepted)
    }

    @Test(arguments: [
        (GroupType.public, "crew-42", true), (.public, "@TGS#2J4SZEAEL", true), (.public, "@TGS#_x", false),
        (.community, "@TGS#_@TGS#cQVLVHIM62CJ", true), (.community, "crew", false),
    ])
    func `imported identifiers keep theirs`(type: GroupType, id: String, isAccepted: Bool) throws {
        var draft = GroupDraft(type: type, name: "n")
        draft.id = try groupID(id)
        #expect((GroupsTests.refusal { try draft.checkImportedID() } == nil) == isAccepted)
    }

    @Test func `more members than the cap are refused`() throws {
        var draft = GroupDraft(type: .public, name: "n")
        draft.maxMemberNum = 1
        draft.owner = try account("o")
        draft.members = [try initial("a", .member)]
        let crowded = draft
        let id = try groupID("g")
        #expect(
            GroupsTests.refusal { _ = try crowded.group(id: id, createTime: now, limits: limits) } == .invalidParameter)
    }

    @Test(arguments: GroupType.allCases)
    func `generated identifiers have the shape of their type`(type: GroupType) {
        let id = GroupIDGenerator.next(for: type) { $0 - 1 }
        #expect(id.text.hasPrefix("@TGS#"))
        #expect(id.hasCommunityPrefix == (type == .community))
        #expect(id.text.hasSuffix("7777777"))
    }

    private func initial(_ name: String, _ role: Role) throws -> GroupDraft.InitialMember {
        GroupDraft.InitialMember(account: try account(name), role: role, customFields: .none)
    }

    private func refusal(_ type: GroupType = .public, of change: (inout GroupDraft) throws -> Void) -> ErrorCode? {
        var draft = GroupDraft(type: type, name: "n")
        return GroupsTests.refusal {
            try change(&draft)
            try draft.check(limits: limits)
        }
    }
}
