import Groups
package import Storage
import StoreTransactions
package import Wire

extension SQLiteStore {
    package func readGroups<Visitor: GroupVisitor>(
        _ groups: [GroupID], members: Bool, in scope: StoreScope, visitor: Visitor
    ) async throws(StoreError) -> Visitor {
        try await reads.perform { database in
            let tables = SQLiteTables(database, app: scope.app)
            var visitor = visitor
            let rows = try tables.groupTable.find(groups)
            if members {
                try tables.show(groups, rows, to: &visitor)
            } else {
                tables.showProfiles(groups, rows, to: &visitor)
            }
            return visitor
        }
    }
}

extension SQLiteTables {
    /// Shows groups and their members, as long as the visitor goes on.
    fileprivate func show(_ groups: [GroupID], _ rows: [GroupRow?], to visitor: inout some GroupVisitor) throws {
        var list = try memberTable.list(of: rows.compactMap { $0?.number })
        for (group, row) in zip(groups, rows) {
            guard
                visitor.visit(group, row),
                try row == nil || (list.forEachOfNextGroup { visitor.visit($0) } && visitor.endMembers())
            else {
                return
            }
        }
    }

    /// Shows groups alone, as long as the visitor goes on.
    fileprivate func showProfiles(
        _ groups: [GroupID], _ rows: [GroupRow?], to visitor: inout some GroupVisitor
    ) {
        for (group, row) in zip(groups, rows) where !visitor.visit(group, row) {
            return
        }
    }
}

extension GroupVisitor {
    /// Takes the next group of the request, whether it exists or not.
    fileprivate mutating func visit(_ group: GroupID, _ row: GroupRow?) -> Bool {
        guard let row else {
            return visitMissing(group)
        }
        return visit(row.profile, stamp: GroupStamp(number: row.number, version: row.version))
    }
}
