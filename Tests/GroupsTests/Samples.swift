import Groups
import Testing
import Wire

let now = UnixTime(seconds: 1_735_700_000)

func account(_ name: String) throws -> Account {
    try #require(Account(name))
}

func groupID(_ text: String) throws -> GroupID {
    try #require(GroupID(text))
}

func profile(
    _ type: GroupType, memberNum: Int64 = 0, maxMemberNum: Int64 = 10, supportsTopics: Bool = false
) throws -> GroupProfile {
    GroupProfile(
        id: try groupID("g"), type: type, name: "n", createTime: UnixTime(seconds: 1_000), memberNum: memberNum,
        maxMemberNum: maxMemberNum, supportsTopics: supportsTopics)
}

/// The code that a piece of code is refused with; `nil` when it is not.
func refusal(of work: () throws -> Void) -> ErrorCode? {
    do {
        try work()
        return nil
    } catch let error as APIError {
        return error.code
    } catch {
        Issue.record(error)
        return nil
    }
}
