import GRDB
import StoreCopy
import Testing

@testable import SQLiteStore

@Suite struct AppListPlanTests {
    /// So that memory and space do not grow with an app that is taken out, and the first row comes at once.
    @Test(arguments: CopiedTable.allCases.filter { $0 != .recentSends && !$0.isDerived })
    func `rows of an app are read in their order, and not sorted`(_ table: CopiedTable) throws {
        let folder = TemporaryFolder()
        try folder.makeDatabase(version: Schema.currentVersion)
        let plan = try folder.withDatabase { database in
            try Row.fetchAll(
                database, sql: "EXPLAIN QUERY PLAN " + CopiedTableSQL.appList(table).rawValue,
                arguments: [1]
            ).map { $0["detail"] as String }
        }
        #expect(!plan.contains { $0.contains("TEMP B-TREE") }, "\(plan)")
        #expect(plan.allSatisfy { $0.hasPrefix("SEARCH") }, "\(plan)")
    }
}
