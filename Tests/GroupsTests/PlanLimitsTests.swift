import Groups
import Testing
import Wire

@Suite struct PlanLimitsTests {
    private static let counts = GroupCounts(groups: 10, avChatRooms: 3, groupsBeforeToday: 6)

    @Test(arguments: [
        (0, 0), (86_399, 0), (86_400, 1), (1_700_000_000, 19_675),
    ])
    func `a day begins at midnight`(seconds: Int64, day: Int64) {
        #expect(GroupCounts.day(of: UnixTime(seconds: seconds)) == day)
    }

    @Test(
        arguments: [
            (10, nil, nil, GroupType.public, ErrorCode.tooManyGroupsOfTrial), (11, nil, nil, .public, nil),
            (nil, 3, nil, .avChatRoom, .tooManyAVChatRooms), (nil, 3, nil, .public, nil),
            (nil, 4, nil, .avChatRoom, nil),
            (nil, nil, 4, .work, .operationTooFrequent), (nil, nil, 5, .work, nil),
            (10, 3, 4, .avChatRoom, .tooManyGroupsOfTrial), (nil, 3, 4, .avChatRoom, .tooManyAVChatRooms),
            (nil, nil, nil, .community, nil),
        ] as [(Int64?, Int64?, Int64?, GroupType, ErrorCode?)])
    func `the first quota that is used up refuses a creation`(
        groups: Int64?, rooms: Int64?, daily: Int64?, type: GroupType, code: ErrorCode?
    ) {
        var plan = PlanLimits()
        plan.groups = groups
        plan.avChatRooms = rooms
        plan.dailyGroups = daily
        let refused = Result { () throws(APIError) in
            try plan.checkCreation(of: type, counts: Self.counts)
        }
        #expect(refused.refusalCode == code)
    }
}

extension Result where Failure == APIError {
    fileprivate var refusalCode: ErrorCode? {
        switch self {
        case .success: nil
        case .failure(let error): error.code
        }
    }
}
