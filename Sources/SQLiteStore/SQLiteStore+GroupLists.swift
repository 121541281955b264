package import Groups
package import Storage
import StoreTransactions
package import Wire

extension SQLiteStore {
    package func listGroups(
        of type: GroupType?, after place: Int64, limit: Int, in scope: StoreScope
    ) async throws(StoreError) -> GroupListPage {
        try await reads.perform { database in
            let tables = AppTables(database, app: scope.app)
            // one more than wanted tells whether more follow
            let found = try tables.groups.list(of: type, after: place, limit: limit + 1)
            return GroupListPage(
                groups: found.prefix(limit).map(\.id),
                totalCount: try tables.groupCounts.count(of: type),
                next: found.count > limit ? found[limit - 1].number : 0)
        }
    }

    package func readJoinedGroups<Visitor: JoinedGroupVisitor>(
        of account: Account, filter: JoinedGroupFilter, offset: Int64, limit: Int64?, details: JoinedGroup.Details?,
        in scope: StoreScope, visitor: Visitor
    ) async throws(StoreError) -> Visitor {
        try await reads.perform { database in
            let tables = AppTables(database, app: scope.app)
            let page = try tables.members.joined(by: account, filter: filter, offset: offset, limit: limit)
            var visitor = visitor
            visitor.begin(totalCount: try tables.members.countJoined(by: account, filter: filter))
            for group in page {
                let detail = try details.map { try tables.joinedGroup(group, account: account, $0) }
                guard visitor.visit(group.id, details: detail) else {
                    break
                }
            }
            return visitor
        }
    }
}

extension AppTables {
    fileprivate func joinedGroup(
        _ group: MemberTable.JoinedGroup, account: Account, _ details: JoinedGroup.Details
    ) throws -> JoinedGroup {
        guard
            let row = try groups.find(number: group.number), let member = try members.find(account, of: group.number)
        else {
            throw DamagedRow(table: "members")
        }
        let profile = row.profile
        return JoinedGroup(
            profile: profile, member: member,
            unreadMsgNum: details.contains(.unreadMsgNum) && profile.type.countsUnreadMessages
                ? try unreadMsgNum(of: member, in: row) : nil,
            topics: details.contains(.topics) && profile.supportsTopics
                ? try topics.totals(of: group.number, for: account) : nil)
    }

    private func unreadMsgNum(of member: Member, in group: GroupTable.Row) throws -> Int64 {
        let unread = group.profile.nextMsgSeq - 1 - member.msgSeq
        guard
            unread > 0, let stream = try streams.find(nil, of: group.number),
            let speaker = try members.speaker(member.account, of: group.number, floor: group.readFloor)
        else {
            return max(0, unread)
        }
        return max(0, unread - speaker.ownUnread - (try messages.uncounted(after: member.msgSeq, in: stream)))
    }
}
