package import Groups
package import Storage
import StoreTransactions
package import Wire

extension SQLiteStore {
    package func readMembers<Visitor: GroupVisitor>(
        of group: GroupID, page: MemberPage, in scope: StoreScope, visitor: Visitor
    ) async throws(StoreError) -> (visitor: Visitor, next: MemberPosition?) {
        try await reads.perform { database in
            let tables = SQLiteTables(database, app: scope.app)
            guard let row = try tables.groupTable.find(group) else {
                throw APIError.noSuchGroup(group)
            }
            guard row.profile.type.storesMembers else {
                throw APIError.noMemberList(in: row.profile.type)
            }
            let range = try page.range(in: row.profile.type)
            var visitor = visitor
            guard visitor.visit(row.profile) else {
                return (visitor, nil)
            }
            let (isComplete, next) = try tables.memberTable.forEach(of: row.number, in: range, roles: page.roles) {
                visitor.visit($0)
            }
            guard isComplete, visitor.endMembers() else {
                return (visitor, nil)
            }
            return (visitor, next)
        }
    }
}
