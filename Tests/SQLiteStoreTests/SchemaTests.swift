import GRDB
import Testing

@testable import SQLiteStore

@Suite struct SchemaTests {
    @Test(arguments: 0..<Schema.currentVersion)
    func `every earlier version becomes the present one`(version: Int) throws {
        let folder = TemporaryFolder()
        try folder.makeDatabase(version: version)
        let store = try folder.openStore()
        let fresh = try SQLiteStore.temporary()
        #expect(try schema(of: store) == schema(of: fresh))
        let found = try store.writer.read { try Int.fetchOne($0, sql: "PRAGMA user_version") }
        #expect(found == Schema.currentVersion)
    }

    @Test(arguments: 1..<Schema.currentVersion + 1)
    func `every released version keeps its data`(version: Int) throws {
        let folder = TemporaryFolder()
        try folder.makeDatabase(version: version)
        try folder.withDatabase {
            try $0.execute(sql: "INSERT INTO accounts (app, account, import_time) VALUES (1, 'alice', 7)")
        }
        let store = try folder.openStore()
        let time = try store.writer.read {
            try Int.fetchOne($0, sql: "SELECT import_time FROM accounts WHERE app = 1 AND account = 'alice'")
        }
        #expect(time == 7)
    }

    @Test func `a later version is refused with both numbers`() throws {
        let folder = TemporaryFolder()
        try folder.makeDatabase(version: Schema.currentVersion)
        try folder.withDatabase { try $0.execute(sql: "PRAGMA user_version = 41") }
        let error = try #require(throws: StoreOpenError.self) { try folder.openStore() }
        #expect("\(error)".contains("version 41"))
        #expect("\(error)".contains("up to \(Schema.currentVersion)"))
    }

    private func schema(of store: SQLiteStore) throws -> [String] {
        try store.writer.read {
            try String.fetchAll($0, sql: "SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY name")
        }
    }
}
