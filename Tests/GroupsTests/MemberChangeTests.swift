import Groups
import Testing
import Wire

@Suite("Member changes")
struct MemberChangeTests {
    @Test(arguments: [
        (UInt32(0), UnixTime.never), (UInt32(60), UnixTime(seconds: now.seconds + 60)), (UInt32.max, .forever),
        (UInt32.max - 1, .forever),
    ])
    func `a mute ends after its seconds`(seconds: UInt32, expected: UnixTime) throws {
        var member = try member(.member)
        var change = MemberChange()
        change.muteTime = seconds
        try change.apply(to: &member, in: .public, at: now)
        #expect(member.muteUntil == expected)
    }

    @Test func `a mute that has run out reads as none`() throws {
        var member = try member(.member)
        member.muteUntil = now
        #expect(member.muteEnd(at: UnixTime(seconds: now.seconds - 1)) == now)
        #expect(member.muteEnd(at: now) == .never)
    }

    @Test(arguments: [
        (GroupType.public, Role.member, Role.admin, ErrorCode?.none),
        (.public, .admin, .member, nil),
        (.public, .owner, .admin, .notPermitted),
        (.public, .owner, .member, .notPermitted),
        (.public, .member, .owner, .invalidParameter),
        (.work, .member, .admin, .notPermitted),
        (.work, .member, .member, nil),
        (.community, .member, .admin, nil),
    ])
    func `roles change where the type has them`(
        type: GroupType, from: Role, to: Role, expected: ErrorCode?
    ) throws {
        var member = try member(from)
        var change = MemberChange()
        change.role = to
        change.nameCard = "card"
        #expect(refusal { try change.apply(to: &member, in: type, at: now) } == expected)
        #expect((member.nameCard == "card") == (expected == nil))
    }

    @Test func `Work groups have no mutes`() throws {
        var member = try member(.member)
        var change = MemberChange()
        change.muteTime = 1
        #expect(refusal { try change.apply(to: &member, in: .work, at: now) } == .notPermitted)
    }

    private func member(_ role: Role) throws -> Member {
        Member(account: try account("u"), role: role, joinTime: now, msgFlag: .acceptAndNotify)
    }
}
