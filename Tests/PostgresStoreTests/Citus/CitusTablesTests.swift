import Testing

@testable import PostgresStore

@Suite(.serialized) struct CitusTablesTests {
    /// A table that a migration adds is to be named among those that Citus divides.
    @Test func `Citus is told of every table`() throws {
        let database = try PostgresServer.shared().makeDatabase()
        let tables = try database.connect().exchange([
            Statement("SELECT tablename::text FROM pg_tables WHERE schemaname = 'public' ORDER BY 1")
        ])[0].rows { $0.text(0) }
        #expect((CitusTables.divided + CitusTables.undivided).filter { $0 != CitusTables.buckets }.sorted() == tables)
        let withBucket = try database.connect().exchange([
            Statement("SELECT table_name::text FROM information_schema.columns WHERE column_name = 'bucket' ORDER BY 1")
        ])[0].rows { $0.text(0) }
        #expect(CitusTables.divided.filter { $0 != CitusTables.buckets }.sorted() == withBucket)
    }
}
