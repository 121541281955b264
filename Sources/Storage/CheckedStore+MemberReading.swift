package import Groups
package import Wire

extension CheckedStore {
    package func readMembers<Visitor: GroupVisitor>(
        of group: GroupID, page: MemberPage, in scope: StoreScope, visitor: Visitor
    ) async throws(StoreError) -> (visitor: Visitor, next: MemberPosition?) {
        do {
            #if DEBUG
                let watching = CheckingVisitor(
                    visitor, groups: [group], members: true, isPage: true, breach: breach)
                let (watched, next) = try await base.readMembers(of: group, page: page, in: scope, visitor: watching)
                watched.finish()
                return (watched.base, next)
            #else
                return try await base.readMembers(of: group, page: page, in: scope, visitor: visitor)
            #endif
        } catch {
            throw checked(error, declared: [.groupNotFound, .notPermitted, .invalidParameter])
        }
    }

    package func findMembers(
        _ accounts: [Account], of group: GroupID, in scope: StoreScope
    ) async throws(StoreError) -> [Account: Member] {
        do {
            let members = try await base.findMembers(accounts, of: group, in: scope)
            check(
                Set(members.keys).isSubset(of: accounts) && members.allSatisfy { $0.key == $0.value.account },
                "findMembers answers only with accounts that it was asked for")
            return members
        } catch {
            throw checked(error, declared: [.groupNotFound, .notPermitted])
        }
    }
}
