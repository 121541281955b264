import Groups
import Wire

/// The fields of groups that several commands read.
enum GroupFields {
    static let groupID = Field.text("GroupId", "The group.", "群组 ID。").required()

    /// The identifier that a group is created under.
    static let newGroupID = Field.text(
        "GroupId",
        "The identifier to create the group under, 1 to 48 bytes of printable ASCII; without, the server makes one.",
        "自定义群组 ID，1 到 48 字节的可打印 ASCII 字符；不填则由服务端生成。"
    ).newID("must be 1 to 48 bytes of printable ASCII and no topic's identifier", GroupID.init)

    static let type = Field.groupType("Type", "The group's type.", "群组类型。").required()

    static let name = newName.required()

    /// The name that a group is given instead of the one it has.
    static let newName = Field.nonEmptyText(
        "Name", atMost: .groups(\.nameBytes), tooLong: .nameTooLong, "The group's name.", "群名称。")

    static let introduction = Field.text(
        "Introduction", atMost: .groups(\.introductionBytes), tooLong: .introductionTooLong, "What the group is about.",
        "群简介。")

    static let notification = Field.text(
        "Notification", atMost: .groups(\.notificationBytes), "What the group's members are told.", "群公告。")

    static let faceURL = Field.text(
        "FaceUrl", atMost: .groups(\.faceURLBytes), "The address of the group's picture.", "群头像 URL。")

    static let ownerAccount = Field.account(
        "Owner_Account", "The owner; without, the group has none.", "群主的 UserID；不填则没有群主。"
    ).emptyIsAbsent()

    static let maxMemberCount = Field.optionalInteger(
        "MaxMemberCount", in: .min ... .max,
        "Most members of the group, up to what its type and the app's plan allow, which is also the number that a group gets without.",
        "最大群成员数量，不超过群组类型和套餐的上限；不填则为该上限。"
    ).or("MaxMemberNum", .exclusiveUnlessZero)

    static let applyJoinOption = Field.choice(
        "ApplyJoinOption", of: ApplyJoinOption.self, "What becomes of requests to join.", "申请加群的处理方式。")

    static let inviteJoinOption = Field.choice(
        "InviteJoinOption", of: InviteJoinOption.self, "What becomes of invitations.", "邀请进群的处理方式。")

    static let customFields = Field.customFields(
        "AppDefinedData", "Custom fields of the group.", "群组维度的自定义字段。")

    static let supportTopic = Field.flag("SupportTopic", "Whether a Community has topics.", "社群是否支持话题。")

    static let enablePermission = Field.flag(
        "EnablePermission", "Whether a Community has permission groups.", "社群是否支持权限组。")

    static let defaultPermission = Field.integer(
        "DefaultPermission", in: 0...Int64.max, "The rights of members who are in no permission group, as a bit mask.",
        "不在权限组内的群成员的默认权限（位掩码）。")

    /// ``defaultPermission`` where permission groups are off, and 0 means nothing.
    static let idleDefaultPermission = Field.optionalInteger(
        "DefaultPermission", in: 0...Int64.max, defaultPermission.facts.meaning)

    static let createTime = Field.optionalInteger(
        "CreateTime", in: 1...UnixTime.forever.seconds, "When it was created, in seconds since 1970; without, now.",
        "创建时间，UTC 时间戳（秒）；不填则为当前时间。")
}
