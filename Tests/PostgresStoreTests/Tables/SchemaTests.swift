import Dispatch
import Synchronization
import Testing

@testable import PostgresStore

@Suite(.serialized) struct SchemaTests {
    @Test func `a database is brought up once, however many nodes begin at the same time`() throws {
        let database = try PostgresServer.shared().makeEmptyDatabase()
        let failures = Mutex<[String]>([])
        DispatchQueue.concurrentPerform(iterations: 8) { _ in
            do {
                try Schema.bringUp(database.connect(), place: "here")
            } catch {
                failures.withLock { $0.append("\(error)") }
            }
        }
        #expect(failures.withLock(\.self).isEmpty)
        #expect(try database.integers("SELECT version FROM schema_version") == [Int64(Schema.currentVersion)])
        #expect(try database.integers("SELECT count(*) FROM store WHERE identity ~ '^[0-9a-f]{32}$'") == [1])
    }

    @Test func `a database of a later release that this one cannot serve is refused, and stays as it is`() throws {
        let database = try PostgresServer.shared().makeDatabase()
        let later = Schema.currentVersion + 1
        try database.run("UPDATE schema_version SET version = \(later), served_from = \(later)")
        let error = #expect(throws: StoreOpenError.self) {
            try Schema.bringUp(database.connect(), place: "here")
        }
        #expect(error?.description.contains("schema version \(Schema.currentVersion + 1)") == true)
        #expect(try database.integers("SELECT version FROM schema_version") == [Int64(Schema.currentVersion + 1)])
    }

    @Test func `a step that fails leaves nothing behind, and is made when the way is free`() throws {
        let database = try PostgresServer.shared().makeEmptyDatabase()
        try database.run("CREATE TABLE messages (id integer)")
        #expect(throws: PostgresError.self) {
            try Schema.bringUp(database.connect(), place: "here")
        }
        let tables = "SELECT count(*) FROM pg_tables WHERE schemaname = 'public'"
        #expect(try database.integers(tables) == [1])
        try database.run("DROP TABLE messages")
        try Schema.bringUp(database.connect(), place: "here")
        #expect(try database.integers("SELECT version FROM schema_version") == [Int64(Schema.currentVersion)])
    }

    /// Tables may be divided by it.
    @Test func `every primary key begins with the bucket, and every unique index has it`() throws {
        let database = try PostgresServer.shared().makeDatabase()
        let apart = "('store', 'schema_version', 'nodes')"
        let keys = """
            SELECT count(*) FROM pg_index JOIN pg_class ON pg_class.oid = indrelid
            JOIN pg_attribute ON attrelid = indrelid AND attname = 'bucket'
            WHERE indisunique AND relname NOT IN \(apart)
                AND NOT (CASE WHEN indisprimary THEN indkey[0] = attnum ELSE attnum = ANY (indkey) END)
            """
        #expect(try database.integers(keys) == [0])
        let without = """
            SELECT count(*) FROM pg_tables WHERE schemaname = 'public' AND tablename NOT IN \(apart)
                AND NOT EXISTS (
                    SELECT FROM pg_index WHERE indrelid = tablename::text::regclass AND indisprimary AND indnatts > 1)
            """
        #expect(try database.integers(without) == [0])
    }
}
