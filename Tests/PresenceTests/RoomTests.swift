import Testing
import Wire

@testable import Presence

@Suite("Presence in rooms")
struct RoomTests {
    @Test func `an account is inside until its last connection leaves or breaks`() throws {
        let presence = World()
        let first = try presence.enter("alice")
        let second = try presence.enter("alice", at: later(5))
        #expect(try presence.memberCount() == 1)
        try presence.leave(by: first)
        try presence.leave(by: first)
        #expect(try presence.isInside("alice"))
        #expect(try presence.page().entries == [.init(account: try account("alice"), joinTime: now)])
        presence.disconnect(second)
        #expect(try !presence.isInside("alice"))
        #expect(try presence.memberCount() == 0)
    }

    @Test func `a destroyed group is gone with its marks, and can be entered anew`() throws {
        let presence = World()
        let id = try presence.enter("alice")
        try presence.set(marks(500, 1_000), on: "bob")
        try presence.destroyRoom()
        try presence.destroyRoom()
        #expect(try presence.memberCount() == 0)
        #expect(try presence.isOnline("alice"))
        #expect(try presence.enter(by: id, at: later(1)))
        #expect(try presence.listed() == ["alice"])
        presence.expire(at: later(3 * 86_400))
        presence.disconnect(id)
        #expect(presence.size == 0)
    }

    @Test func `marks reach only those who are inside`() throws {
        let presence = World()
        try presence.enter("alice")
        #expect(try presence.set(marks(1_000), on: "bob", "alice", "alice") == ["alice"])
        #expect(try presence.set(marks(1_000), on: "bob") == [])
        #expect(try presence.listed(mark: 1_000) == ["alice"])
        #expect(try presence.delete(marks(1_000), of: "bob", "alice") == ["alice"])
        #expect(try presence.listed(mark: 1_000) == [])
    }

    @Test func `leaving and breaking off clear marks`() throws {
        let presence = World()
        let alice = try presence.enter("alice")
        let bob = try presence.enter("bob")
        try presence.set(marks(600, 1_000), on: "alice", "bob")
        try presence.leave(by: alice)
        presence.disconnect(bob)
        #expect(try presence.memberCount() == 0)
        #expect(try presence.enter(by: alice, at: now))
        #expect(try presence.listed() == ["alice"])
        #expect(try presence.listed(mark: 1_000) == [])
    }

    @Test func `mark 500 keeps an account inside for three days, without its other marks`() throws {
        let presence = World()
        let alice = try presence.enter("alice")
        #expect(try presence.set(marks(500, 1_000), on: "alice", "bob") == ["alice", "bob"])
        presence.disconnect(alice)
        #expect(try presence.listed() == ["bob", "alice"])
        #expect(try presence.listed(mark: 1_000) == ["bob"])
        presence.expire(at: later(3 * 86_400 - 1))
        #expect(try presence.memberCount() == 2)
        presence.expire(at: later(3 * 86_400))
        #expect(try presence.memberCount() == 0)
        #expect(presence.size == 0)
    }

    @Test func `mark 500 can be set again, and deleting it ends the stay`() throws {
        let presence = World()
        try presence.set(marks(500), on: "alice", "bob")
        try presence.set(marks(500), on: "alice", at: later(10))
        presence.expire(at: later(3 * 86_400))
        #expect(try presence.listed() == ["alice"])
        #expect(try presence.delete(marks(500), of: "alice") == ["alice"])
        #expect(try presence.listed() == [])
        #expect(presence.size == 0)
    }

    @Test func `a stay that ends leaves those who are connected`() throws {
        let presence = World()
        let alice = try presence.enter("alice")
        try presence.set(marks(500, 1_000), on: "alice")
        #expect(presence.heartbeat(alice, at: later(3 * 86_400)))
        presence.expire(at: later(3 * 86_400))
        #expect(try presence.listed(mark: 500) == [])
        #expect(try presence.listed(mark: 1_000) == ["alice"])
    }

    @Test func `mark 600 hides from the list, unless a mark is asked for`() throws {
        let presence = World()
        try presence.enter("alice")
        try presence.enter("bob")
        try presence.set(marks(600, 1_000), on: "alice")
        #expect(try presence.listed() == ["bob"])
        #expect(try presence.listed(mark: 1_000) == ["alice"])
        #expect(try presence.listed(mark: 600) == ["alice"])
        #expect(try presence.memberCount() == 2)
        #expect(try presence.isInside("alice"))
    }

    @Test func `a room has ten marks of the app's own and a thousand members of each`() throws {
        let presence = World()
        let numbers = (0..<1_001).map { "u\($0)" }
        for name in numbers {
            try presence.enter(name)
        }
        try presence.set(Set((1_000..<1_010).compactMap { Mark($0) }), on: "u0")
        #expect(refusal { try presence.set(marks(1_010), on: "u1") } == .invalidParameter)
        #expect(try presence.set(marks(500, 600, 1_009), on: "u1") == ["u1"])
        #expect(
            refusal { _ = try presence.change(.set, marks(1_000), of: numbers, at: now) } == .invalidParameter)
        #expect(try presence.listed(mark: 1_000) == ["u0"])
        let thousand = Array(numbers.prefix(1_000))
        #expect(try presence.change(.set, marks(1_000), of: thousand, at: now) == thousand)
        try presence.delete(marks(1_001), of: "u0")
        #expect(try presence.set(marks(2_000), on: "u1") == ["u1"])
    }

    @Test(arguments: [Int64.min, -1, 0, 499, 501, 599, 601, 999])
    func `numbers that are no marks`(number: Int64) {
        #expect(Mark(number) == nil)
    }

    @Test func `pages hold whole seconds, and skip and repeat nobody while others come and go`() throws {
        var limits = PresenceLimits()
        limits.membersPerPage = 3
        let presence = World(limits: limits)
        var ids: [ConnectionID] = []
        for number in 0..<10 {
            ids.append(try presence.enter("u\(number)", at: later(UInt32(number / 2))))
        }
        let first = try presence.page()
        #expect(first.entries.map(\.account.text) == ["u9", "u8", "u7", "u6"])
        #expect(first.next == later(3))
        try presence.enter("new", at: later(9))
        try presence.leave(by: ids[9])
        try presence.leave(by: ids[6])
        #expect(try presence.enter(by: ids[6], at: later(10)))
        let second = try presence.page(before: first.next)
        #expect(second.entries.map(\.account.text) == ["u5", "u4", "u3", "u2"])
        let third = try presence.page(before: second.next)
        #expect(third.entries.map(\.account.text) == ["u1", "u0"])
        #expect(third.next == .never)
        #expect(try presence.page(before: now).entries == [])
    }

    @Test func `only the latest thousand are listed`() throws {
        let presence = World()
        for number in 0..<1_100 {
            try presence.enter("u\(number)", at: later(UInt32(number)))
        }
        var seen: [Account] = []
        var before = UnixTime.never
        repeat {
            let page = try presence.page(before: before)
            #expect(page.entries.count == 250)
            seen += page.entries.map(\.account)
            before = page.next
        } while before != .never
        #expect(Set(seen).count == 1_000)
        #expect(seen.last == (try account("u100")))
        #expect(try presence.memberCount() == 1_100)
    }

    @Test func `a room forgets those who come and go`() throws {
        let presence = World()
        try presence.enter("host")
        let id = try presence.connect("guest", on: .web)
        for second in 0..<1_000 {
            #expect(try presence.enter(by: id, at: later(UInt32(second))))
            try presence.leave(by: id)
        }
        #expect(try presence.listed() == ["host"])
    }

    @Test func `a clock that goes back keeps the order of entry`() throws {
        let presence = World()
        try presence.enter("alice", at: later(10))
        try presence.enter("bob", at: now)
        let page = try presence.page()
        #expect(page.entries.map(\.account.text) == ["bob", "alice"])
        #expect(page.entries.map(\.joinTime) == [later(10), later(10)])
    }
}
