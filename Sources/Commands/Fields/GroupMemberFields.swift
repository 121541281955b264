import Groups
import Wire

/// The fields of a group's members that several commands read.
enum GroupMemberFields {
    static let memberAccount = Field.account("Member_Account", "The member.", "群成员的 UserID。").required()

    /// The role that a request gives a new member.
    static let newRole = Field<Role>(
        FieldFacts(
            "Role", .choice([Role.admin, .member].map(\.rawValue)), "The role; without, `Member`.",
            "成员角色；不填则为 `Member`。")
    ) { (fields, _) throws(APIError) in
        try fields.memberRole()
    }

    static let customFields = Field.customFields(
        "AppMemberDefinedData", "Custom fields of the member in the group.", "群成员维度的自定义字段。")

    /// The seconds of a mute; the older name is read too.
    static let muteTime = Field.integer(
        "MuteTime", in: 0...Int64(UInt32.max), "Seconds of the mute from now; 0 ends one, 4294967295 is for ever.",
        "禁言时长，单位为秒；0 表示取消禁言，4294967295 表示永久禁言。"
    ).or("ShutUpTime", .older).map { (_, _, seconds) throws(APIError) in seconds.map(UInt32.init) }
}
