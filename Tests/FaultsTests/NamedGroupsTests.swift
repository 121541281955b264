import Faults
import Testing
import Wire

@Suite("Groups that a body names")
struct NamedGroupsTests {
    @Test(arguments: [
        (#"{"GroupId":"pier"}"#, ["pier"]),
        (#"{"GroupIdList":["pier","dock","pier"]}"#, ["dock", "pier"]),
        (#"{"GroupId":"quay","GroupIdList":["pier"]}"#, ["pier", "quay"]),
        (#"{"GroupId":"pier","GroupId":"dock"}"#, ["dock"]),
        (#"{"GroupId":7,"GroupIdList":[1,null,"堤",{"GroupId":"pier"}]}"#, []),
        (#"{"Member":{"GroupId":"pier"}}"#, []),
        (#"["pier"]"#, []), ("", []), (#"{"GroupId":"pier""#, []),
    ])
    func `are those of GroupId and GroupIdList`(body: String, groups: [String]) {
        #expect(NamedGroups.find(in: body.utf8).map(\.text).sorted() == groups)
    }
}
