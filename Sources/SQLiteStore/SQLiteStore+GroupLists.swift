package import Groups
package import Storage
package import Wire

extension SQLiteStore {
    package func listGroups(
        of type: GroupType?, after place: Int64, limit: Int, in app: SDKAppID
    ) async throws(StoreError) -> GroupListPage {
        try await reads.perform { database in
            let tables = AppTables(database, app: app)
            // one more than wanted tells whether more follow
            let found = try tables.groups.list(of: type, after: place, limit: limit + 1)
            return GroupListPage(
                groups: found.prefix(limit).map(\.id),
                totalCount: try tables.groupCounts.count(of: type),
                next: found.count > limit ? found[limit - 1].number : 0)
        }
    }

    package func readJoinedGroups<Visitor: JoinedGroupVisitor>(
        of account: Account, filter: JoinedGroupFilter, offset: Int64, limit: Int64?, details: Bool, in app: SDKAppID,
        visitor: Visitor
    ) async throws(StoreError) -> Visitor {
        try await reads.perform { database in
            let tables = AppTables(database, app: app)
            let page = try tables.members.joined(by: account, filter: filter, offset: offset, limit: limit)
            var visitor = visitor
            visitor.begin(totalCount: try tables.members.countJoined(by: account, filter: filter))
            for group in page {
                let detail = details ? try tables.details(of: group, account: account) : nil
                guard visitor.visit(group.id, details: detail) else {
                    break
                }
            }
            return visitor
        }
    }
}

extension AppTables {
    fileprivate func details(
        of group: MemberTable.JoinedGroup, account: Account
    ) throws -> (profile: GroupProfile, member: Member) {
        guard
            let row = try groups.find(number: group.number), let member = try members.find(account, of: group.number)
        else {
            throw DamagedRow(table: "members")
        }
        return (row.profile, member)
    }
}
