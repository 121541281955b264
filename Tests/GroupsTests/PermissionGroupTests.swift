import Groups
import Testing
import Wire

@Suite struct PermissionGroupTests {
    @Test func `a generated identifier has the original's shape`() {
        #expect(PermissionGroup.generatedID { $0 - 1 }.text == "@PMG#_@PMG#c77777777777")
    }

    @Test func `a change writes what it names`() throws {
        let before = PermissionGroup(
            id: try #require(PermissionGroupID("@PMG#_x")), name: "n", permission: 1, customString: "c", memberCount: 3)
        var change = PermissionGroupChange()
        #expect(change.isEmpty)
        var after = before
        change.apply(to: &after)
        #expect(after == before)
        change.name = "m"
        change.permission = 2
        change.customString = ""
        change.apply(to: &after)
        #expect(!change.isEmpty)
        #expect(after == PermissionGroup(id: before.id, name: "m", permission: 2, customString: "", memberCount: 3))
    }
}
