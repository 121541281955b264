import Groups
import Storage
import StoreTransactions
import Wire

extension PostgresTables {
    /// Shows the groups that an account is a member of, as long as the visitor goes on.
    ///
    /// It is one round trip, and another for details. The parameters are those of
    /// ``GroupListStore/readJoinedGroups(of:filter:offset:limit:details:in:visitor:)``.
    func showJoinedGroups(
        of account: Account, filter: JoinedGroupFilter, offset: Int64, limit: Int64?, details: JoinedGroup.Details?,
        to visitor: inout some JoinedGroupVisitor
    ) throws {
        var page: [MembershipTable.JoinedGroup] = []
        var totalCount = 0
        try session.gather(
            { page = try membershipTable.joined(by: account, filter: filter, offset: offset, limit: limit) },
            { totalCount = try membershipTable.countJoined(by: account, filter: filter) })
        visitor.begin(totalCount: totalCount)
        let found = try details.map { try joinedGroups(page.map(\.number), of: account, $0) }
        for (place, group) in page.enumerated() where !visitor.visit(group.id, details: found?[place]) {
            return
        }
    }

    private func joinedGroups(
        _ numbers: [GroupNumber], of account: Account, _ details: JoinedGroup.Details
    ) throws -> [JoinedGroup] {
        guard !numbers.isEmpty else {
            return []
        }
        var groups: [GroupRow?] = []
        var members: [MemberRow?] = []
        var topics: [JoinedGroup.TopicTotals] = []
        var uncounted: [Int64] = []
        try session.gather(
            { groups = try groupTable.find(numbers: numbers) },
            { members = try memberTable.find(numbers.map { MemberKey(group: $0, account: account) }) },
            {
                if details.contains(.topics) {
                    topics = try topicTable.totals(of: numbers, for: account)
                }
            },
            {
                if details.contains(.unreadMsgNum) {
                    uncounted = try messageTable.uncounted(in: numbers, for: account)
                }
            })
        return try zip(groups, members).enumerated().map { place, rows in
            guard let group = rows.0, let member = rows.1 else {
                throw DamagedRow(table: "memberships")
            }
            let profile = group.profile
            return JoinedGroup(
                profile: profile, member: member.member(floor: group.readFloor),
                unreadMsgNum: details.contains(.unreadMsgNum) && profile.type.countsUnreadMessages
                    ? member.unreadMsgNum(in: group, uncounted: uncounted[place]) : nil,
                topics: details.contains(.topics) && profile.supportsTopics ? topics[place] : nil)
        }
    }
}

extension MemberRow {
    /// Messages that the member has not read, without its own and those that are not counted.
    fileprivate func unreadMsgNum(in group: GroupRow, uncounted: Int64) -> Int64 {
        let position = position.with(floor: group.readFloor)
        let unread = group.profile.nextMsgSeq - 1 - position.msgSeq
        return unread > 0 ? max(0, unread - position.ownUnread - uncounted) : 0
    }
}
