import Groups
import Testing
import Webhooks
import Wire

extension EventBodyTests.Case {
    /// What the backend is told, in the order of the protocol reference, file 50.
    static func all() throws -> [EventBodyTests.Case] {
        try groups() + members() + messages() + topics() + apps()
    }

    private init(
        _ name: String, _ kind: GroupEvent.Kind, in type: GroupType = .public,
        _ bodies: String...
    ) throws {
        self.init(name: name, event: try happened(kind, in: type), bodies: bodies)
    }

    private static func groups() throws -> [EventBodyTests.Case] {
        var draft = GroupDraft(type: .public, name: "Harbour crew")
        draft.owner = try account("mira")
        draft.customFields = try CustomFieldChange.group(
            [CustomField(key: "dock", value: "4\u{0}\"")], declared: nil, limits: GroupLimits())
        draft.members = [
            GroupDraft.InitialMember(account: try account("tobin"), role: .member, customFields: .none)
        ]
        let created = try draft.group(id: try group, createTime: now, limits: GroupLimits())
        let members = try [account("mira"), account("tobin")]
        return [
            try Self(
                "created", .created(GroupEvent.CreatedGroup(created)),
                #"{"CallbackCommand":"Group.CallbackAfterCreateGroup","GroupId":"pier","#
                    + #""Operator_Account":"administrator","Owner_Account":"mira","Type":"Public","#
                    + #""Name":"Harbour crew","MemberList":[{"Member_Account":"tobin"}],"#
                    + #""UserDefinedDataList":[{"Key":"dock","Value":"4\u0000\""}],"EventTime":1766400000123}"#),
            try Self(
                "profile changed",
                .profileChanged([.notification("pier 4 closed on Sunday"), .isMuted(true), .faceURL("")]),
                #"{"CallbackCommand":"Group.CallbackAfterGroupInfoChanged","GroupId":"pier","Type":"Public","#
                    + #""Operator_Account":"administrator","Notification":"pier 4 closed on Sunday","FaceUrl":"","#
                    + #""EventTime":1766400000123}"#),
            try Self(
                "destroyed", .destroyed(name: "Harbour crew", owner: try account("mira"), members: members),
                #"{"CallbackCommand":"Group.CallbackAfterGroupDestroyed","GroupId":"pier","Type":"Public","#
                    + #""Owner_Account":"mira","Name":"Harbour crew","#
                    + #""MemberList":[{"Member_Account":"mira"},{"Member_Account":"tobin"}],"#
                    + #""EventTime":1766400000123}"#),
            try Self(
                "destroyed Community", .destroyed(name: "Harbour", owner: nil, members: []), in: .community,
                #"{"CallbackCommand":"Group.CallbackAfterGroupDestroyed","GroupId":"pier","Type":"Community","#
                    + #""Owner_Account":"","Name":"Harbour","EventTime":1766400000123}"#),
            try Self(
                "owner changed", .ownerChanged(from: nil, to: try account("tobin")),
                #"{"CallbackCommand":"Group.CallbackAfterChangeGroupOwner","GroupId":"pier","Type":"Public","#
                    + #""Operator_Account":"administrator","OldOwner_Account":"","NewOwner_Account":"tobin","#
                    + #""EventTime":1766400000123}"#),
            try attributes(
                .modify([GroupAttribute(key: "seat1", value: "mira")]), "modify", #"{"key":"seat1","value":"mira"}"#),
            try attributes(.delete(keys: ["seat1"]), "delete", #"{"key":"seat1","value":""}"#),
            try attributes(.clear, "clear", ""),
        ]
    }

    private static func attributes(
        _ change: GroupAttributeChange, _ option: String, _ list: String
    ) throws -> EventBodyTests.Case {
        try Self(
            "attributes: \(option)", .attributesChanged(by: change, attributes: []), in: .avChatRoom,
            #"{"CallbackCommand":"Group.CallbackAfterGroupAttrChanged","GroupId":"pier","Type":"AVChatRoom","#
                + #""Operator_Account":"administrator","OptionType":"\#(option)","GroupAttr":[\#(list)],"#
                + #""EventTime":1766400000123}"#)
    }

    private static func members() throws -> [EventBodyTests.Case] {
        let full = try profile(.public, memberNum: 10)
        let joined =
            #"{"CallbackCommand":"Group.CallbackAfterNewMemberJoin","GroupId":"pier","Type":"Public","#
            + #""JoinType":"Invited","Operator_Account":"administrator","#
            + #""NewMemberList":[{"Member_Account":"otis"}],"EventTime":1766400000123}"#
        let isFull = #"{"CallbackCommand":"Group.CallbackAfterGroupFull","GroupId":"pier","EventTime":1766400000123}"#
        return [
            try Self(
                "joined",
                .membersJoined(GroupEvent.JoinedMembers([try account("otis")], .added, profile: try profile(.public))),
                joined),
            try Self(
                "joined at the last place",
                .membersJoined(GroupEvent.JoinedMembers([try account("otis")], .added, profile: full)), isFull, joined),
            try Self(
                "taken out",
                .membersLeft(GroupEvent.LeftMembers([try account("otis")], .removed, profile: try profile(.public))),
                #"{"CallbackCommand":"Group.CallbackAfterMemberExit","GroupId":"pier","Type":"Public","#
                    + #""ExitType":"Kicked","Operator_Account":"administrator","#
                    + #""ExitMemberList":[{"Member_Account":"otis"}],"EventTime":1766400000123}"#),
            try Self(
                "deleted",
                .membersLeft(
                    GroupEvent.LeftMembers([try account("otis")], .accountDeleted, profile: try profile(.public))),
                #"{"CallbackCommand":"Group.CallbackAfterMemberExit","GroupId":"pier","Type":"Public","#
                    + #""ExitType":"Quit","Operator_Account":"administrator","#
                    + #""ExitMemberList":[{"Member_Account":"otis"}],"EventTime":1766400000123}"#),
            try Self(
                "member changed",
                .memberChanged(
                    try account("tobin"), [.role(.admin, from: .member), .msgFlag(.discard), .nameCard("Mate")]),
                #"{"CallbackCommand":"Group.CallbackAfterMemberFieldChanged","GroupId":"pier","Type":"Public","#
                    + #""Operator_Account":"administrator","Modified_Account":"tobin","Role":"Admin","#
                    + #""NameCard":"Mate","EventTime":1766400000123}"#),
        ]
    }

    private static func messages() throws -> [EventBodyTests.Case] {
        var mentioning = try message()
        mentioning.content.cloudCustomData = ""
        mentioning.mentions = [.everybody, .account(try account("ines"))]
        let pair = MessageExtension(key: "seat", value: "4", seq: 7)
        return [
            try Self(
                "sent", .messageSent(GroupEvent.SentMessage(mentioning, seq: 318, at: now, in: nil)),
                #"{"CallbackCommand":"Group.CallbackAfterSendMsg","GroupId":"pier","Type":"Public","#
                    + #""From_Account":"mira","Operator_Account":"administrator","Random":2184401937,"MsgSeq":318,"#
                    + #""MsgTime":1766401122,"OnlineOnlyFlag":0,"#
                    + #""MsgBody":[{"MsgType":"TIMTextElem","MsgContent":{"Text":"pier 4"}}],"#
                    + #""MsgId":"6885980220320530658-1766401122-2184401937","#
                    + #""GroupAtInfo":[{"GroupAtAllFlag":1},{"GroupAtAllFlag":0,"GroupAt_Account":"ines"}],"#
                    + #""EventTime":1766400000123}"#),
            try Self(
                "recalled", .messagesRecalled(seqs: [318, 320], topic: nil, reason: "wrong pier"),
                #"{"CallbackCommand":"Group.CallbackAfterRecallMsg","Operator_Account":"administrator","#
                    + #""Type":"Public","GroupId":"pier","MsgSeqList":[{"MsgSeq":318},{"MsgSeq":320}],"#
                    + #""EventTime":1766400000123}"#),
            try Self(
                "read",
                .receiptsChanged([
                    GroupEvent.ReadReceipt(
                        seq: 318, counts: .init(readNum: 2, unreadNum: 5), readers: [try account("ines")])
                ]),
                #"{"CallbackCommand":"Group.CallbackAfterReadReceipt","GroupId":"pier","Type":"Public","#
                    + #""GroupMsgReceiptList":[{"MsgSeq":318,"ReadNum":2,"UnreadNum":5,"#
                    + #""ReadReceiptMembers":[{"Member_Account":"ines"}]}],"EventTime":1766400000123}"#),
            try Self(
                "pairs", .extensionsChanged(GroupEvent.ChangedExtensions(of: 318, .set, pairs: [pair], latestSeq: 7)),
                #"{"CallbackCommand":"Group.CallbackAfterGroupMsgExtension","GroupId":"pier","MsgSeq":318,"#
                    + #""OperateType":1,"ExtensionList":[{"Key":"seat","Value":"4","Seq":7}],"Seq":7,"#
                    + #""EventTime":1766400000123}"#),
        ]
    }

    private static func topics() throws -> [EventBodyTests.Case] {
        let id = try #require(TopicID("@TGS#_pier@TOPIC#_tides"))
        let topic = Topic(id: id, name: "Tides", createTime: now)
        return [
            try Self(
                "topic created", .topicCreated(topic, owner: try account("mira"), isImported: false), in: .community,
                #"{"CallbackCommand":"Group.CallbackAfterCreateTopic","GroupId":"pier","#
                    + #""TopicId":"@TGS#_pier@TOPIC#_tides","Operator_Account":"administrator","#
                    + #""Owner_Account":"mira","Type":"Community","Name":"Tides"}"#),
            try Self(
                "topic changed", .topicChanged(id, [.introduction("when"), .isMuted(true)]), in: .community,
                #"{"CallbackCommand":"Group.CallbackAfterTopicInfoChanged","GroupId":"pier","Type":"Community","#
                    + #""Operator_Account":"administrator","TopicId":"@TGS#_pier@TOPIC#_tides","#
                    + #""Introduction":"when"}"#),
            try Self(
                "topics destroyed", .topicsDestroyed([id]), in: .community,
                #"{"CallbackCommand":"Group.CallbackAfterTopicDestroyed","GroupId":"pier","Type":"Community","#
                    + #""TopicIdList":["@TGS#_pier@TOPIC#_tides"]}"#),
        ]
    }

    private static func apps() throws -> [EventBodyTests.Case] {
        let items = [
            PortraitItem(tag: "Tag_Profile_IM_Nick", value: .text("Mira")),
            PortraitItem(tag: "Tag_Profile_IM_Level", value: .number(3)),
        ]
        return [
            Self(
                name: "quota", event: .dailyGroupsNearQuota(used: 7_004, quota: 10_000),
                bodies: [
                    #"{"CallbackCommand":"Group.CallbackOnDailyGroupQuotaAlarm","QuotaUsed":7004,"Quota":10000,"#
                        + #""EventTime":1766400000123}"#
                ]),
            Self(
                name: "portrait",
                event: .account(
                    AccountEvent(
                        try account("mira"), at: now, by: try account("administrator"), .portraitChanged(items))),
                bodies: [
                    #"{"CallbackCommand":"Profile.CallbackPortraitSet","Operator_Account":"administrator","#
                        + #""From_Account":"mira","ProfileItem":[{"Tag":"Tag_Profile_IM_Nick","Value":"Mira"},"#
                        + #"{"Tag":"Tag_Profile_IM_Level","Value":3}],"EventTime":1766400000123}"#
                ]),
        ]
    }
}
