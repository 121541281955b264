import Groups
package import Storage
package import Wire

extension SQLiteStore {
    package func readGroups<Visitor: GroupVisitor>(
        _ groups: [GroupID], members: Bool, in app: SDKAppID, visitor: Visitor
    ) async throws(StoreError) -> Visitor {
        try await reads.perform { database in
            let tables = AppTables(database, app: app)
            var visitor = visitor
            for group in groups {
                guard try tables.show(group, members: members, to: &visitor) else {
                    break
                }
            }
            return visitor
        }
    }
}

extension AppTables {
    /// - Returns: whether the visitor goes on.
    fileprivate func show(
        _ group: GroupID, members wantsMembers: Bool, to visitor: inout some GroupVisitor
    ) throws -> Bool {
        guard let row = try groups.find(group) else {
            return visitor.visitMissing(group)
        }
        guard visitor.visit(row.profile, stamp: GroupStamp(number: row.number, version: row.version)) else {
            return false
        }
        guard wantsMembers else {
            return true
        }
        return try members.forEach(of: row.number) { visitor.visit($0) } && visitor.endMembers()
    }
}
