import Groups
import Storage
import StoreCopy
import Wire

extension RecordForm {
    static let group = RecordForm(
        .groups, "group", "A group; groups come in the order of their creation.",
        [
            RecordField("version", "Version", .count, "how often the group, its members or its mutes have changed"),
            RecordField("next_entry", "NextEntry", .count, "what the next member gets as `Entry`"),
            RecordField("type", "Type", .stored(GroupType.self), "the type"),
            RecordField("name", "Name", .text, "the name"),
            RecordField("introduction", "Introduction", .text, "the introduction"),
            RecordField("notification", "Notification", .text, "the notification"),
            RecordField("face_url", "FaceUrl", .text, "the URL of the avatar"),
            RecordField("owner", "Owner_Account", .accountOrNone, "the owner, where there is one"),
            RecordField("create_time", "CreateTime", .time, "when it was created"),
            RecordField("info_seq", "InfoSeq", .count, "how often profile and members have changed"),
            RecordField("last_info_time", "LastInfoTime", .time, "when they changed last"),
            RecordField("last_msg_time", "LastMsgTime", .time, "when the last message was sent"),
            RecordField("next_msg_seq", "NextMsgSeq", .count, "the number that the next message gets"),
            RecordField("read_floor", "ReadFloor", .count, "the number up to which all is read for everybody"),
            RecordField("member_num", "MemberNum", .count, "how many members follow"),
            RecordField("max_member_num", "MaxMemberNum", .count, "most members; 0 where the type knows no cap"),
            RecordField("apply_join_option", "ApplyJoinOption", .stored(ApplyJoinOption.self), "who may join"),
            RecordField("invite_join_option", "InviteJoinOption", .stored(InviteJoinOption.self), "who may invite"),
            RecordField("is_muted", "MuteAllMember", .onOff, "whether only owner and admins may speak"),
            RecordField("supports_topics", "SupportTopic", .number01, "whether a Community has topics"),
            RecordField("enables_permissions", "EnablePermission", .number01, "whether permission groups are on"),
            RecordField("default_permission", "DefaultPermission", .mask, "the rights of every member"),
            RecordField(
                "shows_history_before_join", "HistoryMsgBeforeJoin", .onOff, "whether members see earlier messages"),
            RecordField("custom_fields", "AppDefinedData", .pairs, "the custom fields"),
            RecordField("is_activated", "IsActivated", .bool, "whether it shows in lists of joined groups"),
        ])

    static let member = RecordForm(
        .members, "member", "A member of a group; members come in the order of their list.",
        [
            RecordField("account", "Member_Account", .account, "the account"),
            RecordField("rank", "rank", .rank, ""),
            RecordField("join_time", "JoinTime", .time, "when it joined"),
            RecordField("entry", "Entry", .count, "its place among those who joined at the same time"),
            RecordField("role", "Role", .stored(Role.self), "the role"),
            RecordField("msg_seq", "MsgSeq", .count, "the number of the last message that it has read"),
            RecordField("msg_flag", "MsgFlag", .stored(MsgFlag.self), "how messages are delivered"),
            RecordField("last_send_msg_time", "LastSendMsgTime", .time, "when it spoke last"),
            RecordField("mute_until", "MuteUntil", .time, "the end of its mute, as it was set"),
            RecordField("name_card", "NameCard", .text, "the name card"),
            RecordField("custom_fields", "AppMemberDefinedData", .pairs, "the custom fields"),
            RecordField("read_floor", "ReadFloor", .count, "the group's `ReadFloor` when it read last"),
            RecordField("own_unread", "OwnUnread", .count, "messages of its own behind `MsgSeq`"),
        ])

    static let mute = RecordForm(
        .mutes, "mute", "A mute that lists of muted members show.",
        [
            RecordField("topic", "TopicId", .topicOrGroup, "the topic; missing for the group itself"),
            RecordField("account", "Member_Account", .account, "the account"),
            RecordField("mute_until", "MuteUntil", .time, "its end, as it was set"),
        ])

    static let ban = RecordForm(
        .bans, "ban", "An account that is banned from a group.",
        [
            RecordField("account", "Member_Account", .account, "the account"),
            RecordField("banned_until", "BannedUntil", .time, "the end of the ban, as it was set"),
        ])

    static let roomAdmin = RecordForm(
        .roomAdmins, "room_admin", "An administrator of an AVChatRoom, in the order of appointment.",
        [
            RecordField("entry", "Entry", .count, "the place in that order"),
            RecordField("account", "Admin_Account", .account, "the account"),
        ])

    static let attributes = RecordForm(
        .attributes, "attributes", "The attributes of a group.",
        [
            RecordField("fields", "GroupAttr", .pairs, "the attributes, in the order in which they were first written"),
            RecordField("write_second", "WriteSecond", .time, "the second of the last write"),
            RecordField("writes", "Writes", .count, "writes in that second"),
        ])

    static let counter = RecordForm(
        .counters, "counter", "A counter of a group.",
        [
            RecordField("position", "Position", .count, "its place in the order of creation, from 0"),
            RecordField("counter", "Key", .bytes(missing: .refused), "its name"),
            RecordField("value", "Value", .integer(.min ... .max), "its value"),
        ])
}
