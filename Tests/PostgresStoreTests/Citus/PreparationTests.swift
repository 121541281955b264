import Foundation
import Testing

@testable import PostgresStore

/// What `qun store prepare` does, on a server without Citus.
@Suite(.serialized) struct PreparationTests {
    @Test func `tables are made, and what is there stays`() throws {
        let database = try PostgresServer.shared().makeEmptyDatabase()
        var lines: [String] = []
        try PostgresStore.prepare(uri: database.uri, .tables) { lines.append($0) }
        #expect(lines == ["the tables are those of schema version \(Schema.currentVersion)"])
        try database.run("INSERT INTO broadcasts VALUES (1, 1, 7)")
        try PostgresStore.prepare(uri: database.uri, .tables) { lines.append($0) }
        #expect(try database.integers("SELECT last_seq FROM broadcasts") == [7])
    }

    @Test func `a server without Citus is refused, and nothing is changed`() throws {
        let database = try PostgresServer.shared().makeEmptyDatabase()
        let error = #expect(throws: StoreOpenError.self) {
            try PostgresStore.prepare(uri: database.uri, .dividedTables(shardCount: 4)) { _ in }
        }
        #expect(error?.description.contains("the server has no extension citus") == true)
        #expect(error?.description.contains("stays as it is") == true)
        #expect(try database.integers("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'") == [0])
    }

    @Test func `a database without Citus is not divided`() throws {
        let database = try PostgresServer.shared().makeDatabase()
        #expect(try !PostgresStore.isDivided(database.connect()))
    }

    /// The file is for whoever runs the statements by hand; `qun store prepare --citus --print` prints it.
    @Test func `the file of statements is what is run`() throws {
        let root = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../..")
        let file = try String(contentsOf: root.appending(path: "deploy/citus.sql"), encoding: .utf8)
        #expect(file == PostgresStore.citusScript)
    }
}
