import Groups
import Storage
import StoreTransactions
import TableCases
import Testing
import Wire

@testable import PostgresStore

@Suite(.serialized) struct PostgresTablesTests {
    private let app = SDKAppID(.max)
    private let database: TemporaryDatabase

    init() throws {
        database = try PostgresServer.shared().makeDatabase()
    }

    /// Uses the tables of the app in a transaction that writes, and takes everything back.
    private func use(_ body: (PostgresTables) throws -> Void) throws {
        let session = Session(try database.connectPatiently(), .writing)
        session.begin()
        defer { session.rollBack() }
        try body(PostgresTables(session: session, app: app))
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
            let joined = try tables.membershipTable.joined(by: world.alice, filter: filter, offset: 0, limit: nil)
            #expect(joined.map(\.id) == [world.club])
        }
    }

    // MARK: Numbers

    @Test func `each transaction has a block of numbers for itself, and all end with their bucket`() throws {
        let series: [NumberSeries] = [.groups, .streams, .permissionGroups]
        for block in 0..<3 as Range<Int64> {
            let session = Session(try database.connectPatiently(), .writing)
            session.begin()
            let numbers = PostgresTransaction(session: session).numbers
            let base = block * NumberTable.blockSize
            #expect(try numbers.find(series) == [base, base, base])
            try numbers.write([RowChange(key: .groups, old: base, new: base + NumberTable.blockSize - 1)])
            #expect(throws: ConflictingWrite.self) {
                try numbers.write([RowChange(key: .groups, old: base, new: base + NumberTable.blockSize)])
            }
            session.rollBack()
        }
        try use { tables in
            let club = try TableWorld(tables).club
            let group = tables.number(5, ofGroup: club)
            #expect(Bucket.of(group) == Bucket.of(club, in: app))
            #expect(Bucket.of(tables.number(9, ofStreamIn: group)) == Bucket.of(group))
            #expect(tables.number(6, ofGroup: club) > group)
        }
    }

    /// They are part of the data.
    @Test func `buckets are what they always were`() throws {
        #expect(Bucket.of(SDKAppID(1_400_000_000)) == 618)
        try use { tables in
            let world = try TableWorld(tables)
            #expect(Bucket.of(world.club, in: SDKAppID(1_400_000_000)) == 987)
            #expect(Bucket.of(world.alice, in: SDKAppID(1)) == 786)
            #expect(Bucket.of(world.bob, in: SDKAppID(1)) == 384)
        }
    }
}
