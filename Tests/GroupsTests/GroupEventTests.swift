import Groups
import Testing
import Wire

@Suite("Events of a group")
struct GroupEventTests {
    @Test func `a created group lists its members without the owner`() throws {
        var draft = GroupDraft(type: .public, name: "Harbour crew")
        draft.owner = try account("mira")
        draft.members = try ["tobin", "mira", "ines", "tobin"].map {
            GroupDraft.InitialMember(account: try account($0), role: .member, customFields: .none)
        }
        let group = try draft.group(id: try groupID("g"), createTime: now, limits: GroupLimits())
        let created = GroupEvent.CreatedGroup(group)
        #expect(created.name == "Harbour crew")
        #expect(created.owner?.text == "mira")
        #expect(created.members.map(\.text) == ["tobin", "ines"])
        #expect(!created.isImported)
    }

    @Test func `a group that comes from elsewhere says so`() throws {
        var draft = GroupDraft(type: .work, name: "n")
        draft.isImported = true
        let group = try draft.group(id: try groupID("g"), createTime: now, limits: GroupLimits())
        #expect(GroupEvent.CreatedGroup(group).isImported)
    }

    @Test func `a profile change names the fields that it sets, in the order of the profile`() throws {
        var change = ProfileChange()
        change.showsHistoryBeforeJoin = true
        change.isMuted = false
        change.notification = ""
        change.name = "n"
        change.customFields = try CustomFieldChange.group(
            [CustomField(key: "dock", value: "4"), CustomField(key: "pier", value: "")], declared: nil,
            limits: GroupLimits())
        let expected: [GroupEvent.ProfileField] = [
            .name("n"), .notification(""), .isMuted(false), .showsHistoryBeforeJoin(true),
            .customField(CustomField(key: "dock", value: "4")), .customField(CustomField(key: "pier", value: "")),
        ]
        #expect(change.fields(in: .public) == expected)
    }

    @Test(arguments: GroupType.allCases)
    func `join options are a field where the type stores them`(type: GroupType) {
        var change = ProfileChange()
        change.applyJoinOption = .freeAccess
        #expect(change.fields(in: type).count == (type.storesApplyJoinOption ? 1 : 0))
    }

    @Test func `a member change names the former role, and no mute`() throws {
        var change = MemberChange()
        change.muteTime = 60
        change.nameCard = "Mate"
        change.role = .admin
        let member = Member(account: try account("tobin"), joinTime: now, msgFlag: .acceptAndNotify)
        #expect(change.fields(of: member) == [.role(.admin, from: .member), .nameCard("Mate")])
    }

    @Test func `a topic change names the fields that it sets`() {
        var change = TopicChange()
        change.isMuted = true
        change.introduction = "i"
        #expect(change.fields == [.introduction("i"), .isMuted(true)])
    }

    @Test(arguments: [
        (GroupEvent.JoinedMembers.Cause.added, false, true, GroupEvent.Audience.everybody),
        (.added, true, true, .nobody),
        (.added, false, false, .nobody),
        (.imported, false, true, .nobody),
    ])
    func `who is told that members joined`(
        cause: GroupEvent.JoinedMembers.Cause, isSilent: Bool, isActivated: Bool, audience: GroupEvent.Audience
    ) throws {
        var group = try profile(.work, memberNum: 3)
        group.isActivated = isActivated
        let joined = GroupEvent.JoinedMembers([try account("otis")], cause, isSilent: isSilent, profile: group)
        #expect(joined.audience == audience)
        #expect(joined.memberNum == 3)
    }

    @Test(arguments: [
        (false, true, GroupEvent.Audience.everybody), (true, true, .concerned), (false, false, .nobody),
        (true, false, .nobody),
    ])
    func `who is told that members left`(isSilent: Bool, isActivated: Bool, audience: GroupEvent.Audience) throws {
        var group = try profile(.work)
        group.isActivated = isActivated
        let left = GroupEvent.LeftMembers([try account("otis")], .removed, isSilent: isSilent, profile: group)
        #expect(left.audience == audience)
    }

    @Test(arguments: [(9, false), (10, true)])
    func `the last place fills the group`(memberNum: Int64, fills: Bool) throws {
        let group = try profile(.public, memberNum: memberNum, maxMemberNum: 10)
        #expect(GroupEvent.JoinedMembers([try account("otis")], .added, profile: group).fillsGroup == fills)
    }

    @Test(arguments: [(true, 6), (false, 7)])
    func `a new message asks all members but its sender for receipts`(isMember: Bool, unread: Int64) {
        let receipt = GroupEvent.ReadReceipt(ofNew: 318, memberNum: 7, senderIsMember: isMember)
        #expect(receipt == GroupEvent.ReadReceipt(seq: 318, counts: .init(readNum: 0, unreadNum: unread), readers: []))
    }

    @Test func `accounts are listed in request order, each once`() throws {
        let request = try ["pia", "otis", "pia", "ines"].map(account)
        let leaving = Set(try ["ines", "pia"].map(account))
        #expect(request.once(among: leaving).map(\.text) == ["pia", "ines"])
    }

    @Test(
        arguments: [
            (10_000, 6_999, nil), (10_000, 7_000, 7_001), (110, 76, nil), (110, 77, 78), (nil, 50, nil),
        ] as [(Int64?, Int64, Int64?)])
    func `a day that uses more than 70 percent of its quota is told`(
        quota: Int64?, growth: Int64, used: Int64?
    ) throws {
        var plan = PlanLimits()
        plan.dailyGroups = quota
        let counts = GroupCounts(groups: 500 + growth, avChatRooms: 0, groupsBeforeToday: 500)
        let expected = try used.map { AppEvent.dailyGroupsNearQuota(used: $0, quota: try #require(quota)) }
        #expect(plan.growthEvent(counts: counts) == expected)
    }
}
