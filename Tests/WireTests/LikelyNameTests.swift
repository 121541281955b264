import Testing
import Wire

@Suite("Likely names") struct LikelyNameTests {
    private static let known = ["GroupId", "GroupIdList", "Owner_Account", "port", "host", "serve", "reset"]

    @Test(arguments: [
        ("Groupid", "GroupId"), ("GruopId", "GroupId"), ("OwnerAccount", "Owner_Account"), ("prot", "port"),
        ("srve", "serve"), ("GroupIDLst", "GroupIdList"), ("hosst", "host"),
    ])
    func `a slip of the pen is recognized`(name: String, meant: String) {
        #expect(LikelyName.for(name, among: Self.known) == meant)
    }

    @Test(arguments: ["Introduction", "x", "", "zz"])
    func `what is like no name has none`(name: String) {
        #expect(LikelyName.for(name, among: Self.known) == nil)
    }

    @Test(arguments: [
        ("", "", 0), ("abc", "", 3), ("", "abc", 3), ("abc", "abd", 1), ("abc", "acb", 1), ("ABC", "abc", 0),
        ("kitten", "sitting", 3), ("abcd", "badc", 2),
    ])
    func `letters are counted that differ`(left: String, right: String, distance: Int) {
        #expect(LikelyName.distance(left, right) == distance)
        #expect(LikelyName.distance(right, left) == distance)
    }

    @Test func `of names that are equally near the first one counts`() {
        #expect(LikelyName.for("pat", among: ["pot", "pit", "put"]) == "pit")
    }
}
