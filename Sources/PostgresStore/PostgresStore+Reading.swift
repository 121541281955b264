package import Groups
package import Storage
package import Wire

/// What reads rows one by one for a visitor.
extension PostgresStore {
    package func readGroups<Visitor: GroupVisitor>(
        _ groups: [GroupID], members: Bool, in scope: StoreScope, visitor: Visitor
    ) async throws(StoreError) -> Visitor {
        try await reads.perform { session in
            var visitor = visitor
            try PostgresTables(session: session, app: scope.app).showGroups(groups, members: members, to: &visitor)
            return visitor
        }
    }

    package func readMembers<Visitor: GroupVisitor>(
        of group: GroupID, page: MemberPage, in scope: StoreScope, visitor: Visitor
    ) async throws(StoreError) -> (visitor: Visitor, next: MemberPosition?) {
        try await reads.perform { session in
            try PostgresTables(session: session, app: scope.app).showMembers(of: group, page: page, to: visitor)
        }
    }

    package func readJoinedGroups<Visitor: JoinedGroupVisitor>(
        of account: Account, filter: JoinedGroupFilter, offset: Int64, limit: Int64?, details: JoinedGroup.Details?,
        in scope: StoreScope, visitor: Visitor
    ) async throws(StoreError) -> Visitor {
        try await reads.perform { session in
            var visitor = visitor
            try PostgresTables(session: session, app: scope.app).showJoinedGroups(
                of: account, filter: filter, offset: offset, limit: limit, details: details, to: &visitor)
            return visitor
        }
    }
}
