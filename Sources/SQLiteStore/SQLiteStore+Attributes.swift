package import Groups
package import Storage
import StoreTransactions
package import Wire

extension SQLiteStore {
    package func attributes(of group: GroupID, in scope: StoreScope) async throws(StoreError) -> [GroupAttribute] {
        try await reads.perform { database in
            let tables = AppTables(database, app: scope.app)
            return try tables.attributes.find(tables.groups.require(group).number).attributes
        }
    }

    package func changeAttributes(
        of group: GroupID, in scope: StoreScope, by change: GroupAttributeChange
    ) async throws(StoreError) {
        try await commits.perform { database in
            let tables = AppTables(database, app: scope.app)
            let number = try tables.groups.require(group).number
            var row = try tables.attributes.find(number)
            try row.rate.record(at: scope.now)
            row.attributes = try change.apply(to: row.attributes)
            try tables.attributes.save(row, of: number)
        }
    }
}
