import Storage
import Testing
import Wire

@testable import Commands

@Suite struct CachedGroupTableTests {
    /// A table that can be captured.
    private final class Shelf {
        private var table: CachedGroupTable

        init(maximumBytes: Int = .max) {
            table = CachedGroupTable(maximumBytes: maximumBytes)
        }

        var byteCount: Int { table.byteCount }

        func insert(_ group: CachedGroup) -> [CachedGroup] { table.insert(group) }

        func remove(_ group: CachedGroup) -> CachedGroup? { table.remove(group) }

        func holds(_ group: CachedGroup) -> Bool { table.peek(group.key) === group }

        func use(_ group: CachedGroup) {
            _ = group.key.id.withUnsafeBytes { table.find(group.key.app, $0, hash: group.key.hash) }
        }
    }

    @Test func `every group is found, whichever others come and go`() throws {
        let groups = try (0..<1000).map { try CachedGroup.sample($0) }
        let table = Shelf()
        for group in groups {
            #expect(table.insert(group).isEmpty)
        }
        #expect(groups.allSatisfy { table.holds($0) })
        for group in groups where group.stamp.number % 3 == 0 {
            #expect(table.remove(group) === group)
        }
        #expect(groups.allSatisfy { table.holds($0) == ($0.stamp.number % 3 != 0) })
        for group in groups where group.stamp.number % 3 == 0 {
            #expect(table.insert(group).isEmpty)
        }
        #expect(groups.allSatisfy { table.holds($0) })
        #expect(table.byteCount == groups.reduce(0) { $0 + $1.byteCount })
    }

    @Test func `a state gives way to the next of its group, and only the state that is there is dropped`() throws {
        let table = Shelf()
        let (old, new) = (try CachedGroup.sample(1), try CachedGroup.sample(1, version: 2))
        #expect(table.insert(old).isEmpty)
        #expect(table.insert(new).map(\.stamp.version) == [1])
        #expect(table.remove(old) == nil)
        #expect(table.holds(new))
        #expect(table.remove(new) === new)
        #expect(table.byteCount == 0)
    }

    @Test func `groups that were used stay when the bytes run out`() throws {
        let groups = try (0..<20).map { try CachedGroup.sample($0) }
        let table = Shelf(maximumBytes: groups[..<10].reduce(0) { $0 + $1.byteCount } + 100)
        for group in groups[..<10] {
            #expect(table.insert(group).isEmpty)
        }
        for group in groups[10...] {
            table.use(groups[3])
            table.use(groups[7])
            #expect(table.insert(group).count == 1)
        }
        #expect(table.holds(groups[3]))
        #expect(table.holds(groups[7]))
    }

    @Test func `one goes even where all are used`() throws {
        let groups = try (0..<200).map { try CachedGroup.sample($0) }
        let table = Shelf(maximumBytes: groups[..<199].reduce(0) { $0 + $1.byteCount } + 100)
        for group in groups[..<199] {
            #expect(table.insert(group).isEmpty)
            table.use(group)
        }
        #expect(table.insert(groups[199]).count == 1)
    }

    @Test func `a group that is larger than the table is not taken`() throws {
        let table = Shelf(maximumBytes: 10)
        let group = try CachedGroup.sample(1)
        #expect(table.insert(group).first === group)
        #expect(!table.holds(group))
    }
}
