import Groups
import Testing
import Wire

@Suite("Filters of joined groups")
struct JoinedGroupFilterTests {
    @Test(arguments: [
        (GroupType?.none, GroupType.public, true), (.public, .public, true), (.public, .meeting, false),
    ])
    func `a type lets its groups through`(wanted: GroupType?, type: GroupType, expected: Bool) {
        var filter = JoinedGroupFilter()
        filter.type = wanted
        #expect(filter.includes(type: type, supportsTopics: false, isActivated: true, isOwner: false) == expected)
    }

    @Test(arguments: [
        (Bool?.none, true, true), (nil, false, true), (true, true, true), (true, false, false), (false, true, false),
        (false, false, true),
    ])
    func `topics are wanted, unwanted or indifferent`(wanted: Bool?, has: Bool, expected: Bool) {
        var filter = JoinedGroupFilter()
        filter.supportsTopics = wanted
        #expect(filter.includes(type: .community, supportsTopics: has, isActivated: true, isOwner: false) == expected)
    }

    @Test(arguments: [
        (true, false, false, true), (false, true, false, true), (false, false, true, true),
        (false, false, false, false),
    ])
    func `a group that waits for its first message shows to its owner`(
        isActivated: Bool, isOwner: Bool, includesInactive: Bool, expected: Bool
    ) {
        var filter = JoinedGroupFilter()
        filter.includesInactive = includesInactive
        #expect(
            filter.includes(type: .work, supportsTopics: false, isActivated: isActivated, isOwner: isOwner) == expected)
    }
}
