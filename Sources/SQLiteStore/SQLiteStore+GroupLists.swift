package import Groups
package import Storage
import StoreTransactions
package import Wire

extension SQLiteStore {
    package func readJoinedGroups<Visitor: JoinedGroupVisitor>(
        of account: Account, filter: JoinedGroupFilter, offset: Int64, limit: Int64?, details: JoinedGroup.Details?,
        in scope: StoreScope, visitor: Visitor
    ) async throws(StoreError) -> Visitor {
        try await reads.perform { database in
            let tables = SQLiteTables(database, app: scope.app)
            let page = try tables.memberTable.joined(by: account, filter: filter, offset: offset, limit: limit)
            var visitor = visitor
            visitor.begin(totalCount: try tables.memberTable.countJoined(by: account, filter: filter))
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

extension SQLiteTables {
    fileprivate func joinedGroup(
        _ joined: MemberTable.JoinedGroup, account: Account, _ details: JoinedGroup.Details
    ) throws -> JoinedGroup {
        guard
            let group = try groupTable.find(number: joined.number),
            let row = try memberTable.find(MemberKey(group: joined.number, account: account))
        else {
            throw DamagedRow(table: "members")
        }
        let profile = group.profile
        return JoinedGroup(
            profile: profile, member: row.member(floor: group.readFloor),
            unreadMsgNum: details.contains(.unreadMsgNum) && profile.type.countsUnreadMessages
                ? try unreadMsgNum(from: row.position.with(floor: group.readFloor), in: group) : nil,
            topics: details.contains(.topics) && profile.supportsTopics
                ? try topicTable.totals(of: group.number, for: account) : nil)
    }

    private func unreadMsgNum(from position: ReadPosition, in group: GroupRow) throws -> Int64 {
        let unread = group.profile.nextMsgSeq - 1 - position.msgSeq
        guard unread > 0, let stream = try streamTable.find(StreamKey(group: group.number, topic: nil)) else {
            return max(0, unread)
        }
        let uncounted = try messageTable.uncounted(after: position.msgSeq, in: stream)
        return max(0, unread - position.ownUnread - uncounted)
    }
}
