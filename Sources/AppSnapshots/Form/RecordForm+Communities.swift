import StoreCopy

extension RecordForm {
    static let topic = RecordForm(
        .topics, "topic", "A topic of a Community.",
        [
            RecordField("topic", "TopicId", .topic, "the topic"),
            RecordField("name", "TopicName", .text, "the name"),
            RecordField("introduction", "Introduction", .text, "the introduction"),
            RecordField("notification", "Notification", .text, "the notification"),
            RecordField("face_url", "FaceUrl", .text, "the URL of the avatar"),
            RecordField("custom_string", "CustomString", .text, "the custom text"),
            RecordField("create_time", "CreateTime", .time, "when it was created"),
            RecordField("last_msg_time", "LastMsgTime", .time, "when the last message was sent"),
            RecordField("next_msg_seq", "NextMsgSeq", .count, "the number that the next message gets"),
            RecordField("read_floor", "ReadFloor", .count, "the number up to which all is read for everybody"),
            RecordField("is_muted", "MuteAllMember", .onOff, "whether only owner and admins may speak"),
        ])

    static let topicRead = RecordForm(
        .topicReads, "topic_read", "How far a member has read in a topic.",
        [
            RecordField("account", "Member_Account", .account, "the account"),
            RecordField("topic", "TopicId", .topic, "the topic"),
            RecordField("msg_seq", "MsgSeq", .count, "the number of the last message that it has read"),
            RecordField("read_floor", "ReadFloor", .count, "the topic's `ReadFloor` when it read last"),
        ])

    static let permissionGroup = RecordForm(
        .permissionGroups, "permission_group", "A permission group; they come in the order of their creation.",
        [
            RecordField("name", "PermissionGroupName", .text, "the name"),
            RecordField("permission", "Permission", .mask, "the rights in the whole group"),
            RecordField("custom_string", "CustomString", .text, "the custom text"),
            RecordField("member_count", "MemberCount", .count, "how many members follow"),
            RecordField("next_entry", "NextEntry", .count, "what the next member gets as `Entry`"),
        ])

    static let permissionGroupMember = RecordForm(
        .permissionGroupMembers, "permission_group_member", "A member of a permission group.",
        [
            RecordField("account", "Member_Account", .account, "the account"),
            RecordField("entry", "Entry", .count, "its place in the order in which members came"),
        ])

    static let topicPermission = RecordForm(
        .topicPermissions, "topic_permission", "The rights of a permission group in a topic.",
        [
            RecordField("topic", "TopicId", .topic, "the topic"),
            RecordField("permission", "Permission", .mask, "the rights"),
        ])
}
