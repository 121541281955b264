import Groups
import Testing
import Wire

let now = UnixTime(seconds: 1_766_401_122)

var group: GroupID { get throws { try #require(GroupID("pier")) } }

func account(_ name: String) throws -> Account {
    try #require(Account(name))
}

func profile(_ type: GroupType, memberNum: Int64 = 2, maxMemberNum: Int64 = 10) throws -> GroupProfile {
    GroupProfile(
        id: try group, type: type, name: "Harbour crew", createTime: now, memberNum: memberNum,
        maxMemberNum: maxMemberNum)
}

func message() throws -> MessageDraft {
    MessageDraft(
        sender: try account("mira"), random: 2_184_401_937,
        content: MessageContent(
            body: Array(#"[{"MsgType":"TIMTextElem","MsgContent":{"Text":"pier 4"}}]"#.utf8),
            cloudCustomData: "ticket=5521"),
        digest: [])
}

/// An event in the group `pier`, by the administrator.
func happened(_ kind: GroupEvent.Kind, in type: GroupType = .public) throws -> AppEvent {
    .group(GroupEvent(group: try group, type: type, at: now, by: try account("administrator"), kind))
}
