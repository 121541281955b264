package import Groups
package import Wire

extension CheckedStore {
    package func listGroups(
        of type: GroupType?, after place: Int64, limit: Int, in scope: StoreScope
    ) async throws(StoreError) -> GroupListPage {
        do {
            let page = try await base.listGroups(of: type, after: place, limit: limit, in: scope)
            check(page.groups.count <= limit, "listGroups answers with no more groups than wanted")
            check(Set(page.groups).count == page.groups.count, "listGroups answers with a group once")
            check(page.next == 0 || page.next > place, "listGroups goes on")
            return page
        } catch {
            throw checked(error, declared: [])
        }
    }

    package func readJoinedGroups<Visitor: JoinedGroupVisitor>(
        of account: Account, filter: JoinedGroupFilter, offset: Int64, limit: Int64?, details: JoinedGroup.Details?,
        in scope: StoreScope, visitor: Visitor
    ) async throws(StoreError) -> Visitor {
        do {
            return try await base.readJoinedGroups(
                of: account, filter: filter, offset: offset, limit: limit, details: details, in: scope,
                visitor: visitor)
        } catch {
            throw checked(error, declared: [])
        }
    }
}
