package import Wire

extension CheckedStore {
    package func readGroups<Visitor: GroupVisitor>(
        _ groups: [GroupID], members: Bool, in scope: StoreScope, visitor: Visitor
    ) async throws(StoreError) -> Visitor {
        #if DEBUG
            do {
                let watching = CheckingVisitor(visitor, groups: groups, members: members, breach: breach)
                let watched = try await base.readGroups(groups, members: members, in: scope, visitor: watching)
                watched.finish()
                return watched.base
            } catch {
                throw checked(error, declared: [])
            }
        #else
            return try await base.readGroups(groups, members: members, in: scope, visitor: visitor)
        #endif
    }
}
