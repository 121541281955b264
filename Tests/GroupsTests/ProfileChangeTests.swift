import Groups
import Testing
import Wire

@Suite("Profile changes")
struct ProfileChangeTests {
    private let limits = GroupLimits()

    @Test func `named fields change, others stay, and the profile records it`() throws {
        var profile = try profile(.public)
        var change = ProfileChange()
        change.name = "new"
        change.isMuted = true
        try change.apply(to: &profile, at: now, limits: limits)
        #expect(profile.name == "new")
        #expect(profile.isMuted)
        #expect(profile.introduction == "")
        #expect(profile.infoSeq == 1)
        #expect(profile.lastInfoTime == now)
    }

    @Test func `a change without fields changes nothing`() throws {
        let before = try profile(.public)
        var after = before
        try ProfileChange().apply(to: &after, at: now, limits: limits)
        #expect(after == before)
    }

    @Test func `equal values count as a change`() throws {
        var profile = try profile(.public)
        var change = ProfileChange()
        change.name = profile.name
        try change.apply(to: &profile, at: now, limits: limits)
        #expect(profile.infoSeq == 1)
    }

    @Test(arguments: [
        (GroupType.public, ApplyJoinOption.disableApply), (.meeting, .disableApply), (.work, .disableApply),
        (.avChatRoom, .freeAccess), (.community, .freeAccess),
    ])
    func `ApplyJoinOption changes where it is settable`(type: GroupType, expected: ApplyJoinOption) throws {
        var profile = try profile(type)
        var change = ProfileChange()
        change.applyJoinOption = .disableApply
        try change.apply(to: &profile, at: now, limits: limits)
        #expect(profile.applyJoinOption == expected)
    }

    @Test func `fields of other types are refused and nothing changes`() throws {
        #expect(try refusal(.avChatRoom) { $0.inviteJoinOption = .freeAccess } == .invalidParameter)
        #expect(try refusal(.public) { $0.enablesPermissions = true } == .invalidParameter)
        #expect(try refusal(.community) { $0.enablesPermissions = true } == .invalidParameter)
        #expect(try refusal(.public) { $0.defaultPermission = 1 } == .invalidParameter)
        #expect(try refusal(.community) { $0.showsHistoryBeforeJoin = true } == .invalidParameter)
        #expect(try refusal(.public) { $0.maxMemberNum = 6_001 } == .invalidParameter)
        #expect(try refusal(.public) { $0.maxMemberNum = -1 } == .invalidParameter)
        #expect(try refusal(.public) { $0.maxMemberNum = 1 } == nil)
    }

    private func refusal(_ type: GroupType, of edit: (inout ProfileChange) -> Void) throws -> ErrorCode? {
        var change = ProfileChange()
        change.name = "new"
        edit(&change)
        let before = try profile(type, memberNum: 3)
        var after = before
        let code = GroupsTests.refusal { try change.apply(to: &after, at: now, limits: limits) }
        #expect(code == nil || after == before)
        return code
    }
}
