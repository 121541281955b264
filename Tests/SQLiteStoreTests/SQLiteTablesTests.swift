import GRDB
import Groups
import Storage
import StoreTransactions
import TableCases
import Testing
import Wire

@testable import SQLiteStore

@Suite struct SQLiteTablesTests {
    private let app = SDKAppID(1)
    private let store: SQLiteStore

    init() throws {
        store = try SQLiteStore.temporary()
    }

    /// Uses the tables of the app in a transaction.
    private func use(_ body: (SQLiteTables) throws -> Void) throws {
        try store.writer.write { try body(SQLiteTables($0, app: app)) }
    }

    @Test(arguments: TableCase.all)
    func `a row is found as it was written`(_ table: TableCase) throws {
        try use { try table.run($0) }
    }

    @Test func `a member's row repeats what lists of joined groups ask of the group`() throws {
        try use { tables in
            let world = try TableWorld(tables)
            try world.insertMember()
            var filter = JoinedGroupFilter()
            filter.type = .community
            filter.supportsTopics = true
            let joined = try tables.memberTable.joined(by: world.alice, filter: filter, offset: 0, limit: nil)
            #expect(joined.map(\.id) == [world.club])
        }
    }

    // MARK: Numbers

    @Test func `the numbers that were given last are those of the rows`() throws {
        try store.writer.write { database in
            let transaction = SQLiteTransaction(database: database)
            let tables = SQLiteTables(database, app: app)
            #expect(try transaction.numbers.find(.groups) == nil)
            let world = try TableWorld(tables)
            try world.insertGroup()
            try world.insert(
                StreamRow(number: 9, isRoom: false), into: tables.streams, StreamKey(group: 7, topic: nil))
            try tables.apply(.destroyGroups([7]))
            #expect(try tables.groups.find(world.club) == nil)
            #expect(try transaction.numbers.find([.groups, .streams, .permissionGroups]) == [7, 9, nil])
            #expect(
                try tables.streams(after: 0, limit: 5) == [ListedStream(number: 9, isCutOff: true, isRoom: false)])
        }
    }
}
