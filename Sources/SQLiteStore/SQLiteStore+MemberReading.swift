package import Groups
package import Storage
import StoreTransactions
package import Wire

extension SQLiteStore {
    package func readMembers<Visitor: GroupVisitor>(
        of group: GroupID, page: MemberPage, in scope: StoreScope, visitor: Visitor
    ) async throws(StoreError) -> (visitor: Visitor, next: MemberPosition?) {
        try await reads.perform { database in
            let tables = AppTables(database, app: scope.app)
            let row = try tables.requireMemberList(of: group)
            let range = try page.range(in: row.profile.type)
            var visitor = visitor
            guard visitor.visit(row.profile) else {
                return (visitor, nil)
            }
            let (isComplete, next) = try tables.members.forEach(of: row.number, in: range, roles: page.roles) {
                visitor.visit($0)
            }
            guard isComplete, visitor.endMembers() else {
                return (visitor, nil)
            }
            return (visitor, next)
        }
    }

    package func findMembers(
        _ accounts: [Account], of group: GroupID, in scope: StoreScope
    ) async throws(StoreError) -> [Account: Member] {
        try await reads.perform { database in
            let tables = AppTables(database, app: scope.app)
            return try tables.members.find(accounts, of: tables.requireMemberList(of: group).number)
        }
    }
}
