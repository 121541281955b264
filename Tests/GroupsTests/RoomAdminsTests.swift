import Groups
import Testing
import Wire

@Suite("Administrators of a room")
struct RoomAdminsTests {
    @Test(arguments: [
        (["a"], ["b", "a", "b", "c"], ["a", "b", "c"]),
        ([], ["owner", "a"], ["a"]),
        (["a", "b", "c", "d", "e"], ["e", "a"], ["a", "b", "c", "d", "e"]),
        (["a", "b", "c", "d", "e"], ["f"], nil),
        ([], ["a", "b", "c", "d", "e", "f"], nil),
    ])
    func `appointing adds at the end, up to five`(before: [String], named: [String], after: [String]?) throws {
        let change = RoomAdmins.Change.appoint(try named.map(account))
        let admins = try before.map(account)
        let owner = try account("owner")
        let changed = try? RoomAdmins.apply(change, to: admins, owner: owner)
        #expect(changed?.map(\.text) == after)
        let code = refusal { _ = try RoomAdmins.apply(change, to: admins, owner: owner) }
        #expect(code == (after == nil ? .tooManyAccounts : nil))
    }

    @Test func `dismissing takes out those who are in`() throws {
        let admins = try ["a", "b", "c"].map(account)
        let changed = try RoomAdmins.apply(.dismiss([try account("b"), account("x")]), to: admins, owner: nil)
        #expect(changed.map(\.text) == ["a", "c"])
    }
}
