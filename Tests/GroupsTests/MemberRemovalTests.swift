import Groups
import Testing
import Wire

@Suite("Member removal and owner changes")
struct MemberRemovalTests {
    @Test func `removing nobody is no change`() throws {
        var group = try profile(.public, memberNum: 3)
        let before = group
        try MemberRemoval.remove([], from: &group, at: now)
        #expect(group == before)
    }

    @Test func `those who leave together are one change`() throws {
        var group = try profile(.public, memberNum: 3)
        try MemberRemoval.remove([account("a"), account("b")], from: &group, at: now)
        #expect(group.memberNum == 1)
        #expect(group.infoSeq == 1)
        #expect(group.lastInfoTime == now)
    }

    @Test(arguments: [
        (GroupType.work, ErrorCode?.none), (.public, .notPermitted), (.meeting, .notPermitted),
        (.community, .notPermitted),
    ])
    func `only a Work group loses its owner`(type: GroupType, code: ErrorCode?) throws {
        var group = try profile(type, memberNum: 3)
        group.owner = try account("a")
        #expect(refusal { try MemberRemoval.remove([account("a")], from: &group, at: now) } == code)
        #expect(group.owner == (code == nil ? nil : try account("a")))
        #expect(group.memberNum == (code == nil ? 2 : 3))
    }

    @Test func `the owner cannot be banned, of no type`() throws {
        for type in GroupType.allCases {
            var group = try profile(type, memberNum: 3)
            group.owner = try account("a")
            let before = group
            let accounts = [try account("b"), try account("a")]
            #expect(
                refusal { try MemberRemoval.ban(accounts, leaving: [], from: &group, at: now) } == .notPermitted)
            #expect(group == before)
        }
    }

    @Test(arguments: [(String?.none, ["b"]), ("a", ["a", "b"]), ("b", [])])
    func `an owner change names the roles that change, the former owner first`(
        former: String?, changed: [String]
    ) throws {
        var group = try profile(.public, memberNum: 3)
        group.owner = try former.map(account)
        let member = Member(account: try account("b"), role: .admin, joinTime: now, msgFlag: .discard)
        let roles = OwnerChange.apply(to: &group, newOwner: member, at: now)
        #expect(roles.map(\.account.text) == changed)
        #expect(roles.map(\.role) == [.member, .owner].suffix(changed.count))
        #expect(group.owner?.text == "b")
        #expect(group.infoSeq == (changed.isEmpty ? 0 : 1))
    }
}
