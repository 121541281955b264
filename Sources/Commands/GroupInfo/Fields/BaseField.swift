import Groups
import Wire

/// A base field of a group, as `get_group_info` and `get_joined_group_list` answer it.
struct BaseField: AnswerField {
    let name: StaticString
    let unfiltered: UnfilteredUse
    let isOfPresence: Bool
    /// What the field holds; `nil` for a group that has no such field.
    let value: @Sendable (GroupProfile, Surroundings) -> FieldValue?

    /// What an answer tells beside the profile.
    struct Surroundings {
        let app: SDKAppID
        /// `nil` where it is not asked for.
        let onlineMemberNum: Int?
    }

    /// All base fields, in the order in which they stand in an answer.
    ///
    /// - Source: seed page; protocol reference file 20, 2.2 to 2.5.
    static let table = [
        BaseField("Type", .seed) { group, _ in .text(group.type.rawValue) },
        BaseField("Name", .seed) { group, _ in .text(group.name) },
        BaseField("Appid", .seed) { _, answer in .number(Int64(answer.app.number)) },
        BaseField("Introduction", .seed) { group, _ in .text(group.introduction) },
        BaseField("Notification", .seed) { group, _ in .text(group.notification) },
        BaseField("FaceUrl", .seed) { group, _ in .text(group.faceURL) },
        BaseField("Owner_Account", .seed) { group, _ in .text(group.owner?.text ?? "") },
        BaseField("CreateTime", .seed) { group, _ in .number(group.createTime.seconds) },
        BaseField("InfoSeq", .current) { group, _ in .number(group.infoSeq) },
        BaseField("LastInfoTime", .seed) { group, _ in .number(group.lastInfoTime.seconds) },
        BaseField("LastMsgTime", .seed) { group, _ in .number(group.lastMsgTime.seconds) },
        BaseField("NextMsgSeq", .seed) { group, _ in .number(group.nextMsgSeq) },
        BaseField("MemberNum", .seed) { group, _ in group.type.storesMembers ? .number(group.memberNum) : nil },
        BaseField("MaxMemberNum", .seed) { group, _ in .number(group.maxMemberNum) },
        BaseField("ApplyJoinOption", .seed) { group, _ in .text(group.applyJoinOption.rawValue) },
        BaseField("InviteJoinOption", .current) { group, _ in
            group.type == .avChatRoom ? nil : .text(group.inviteJoinOption.rawValue)
        },
        BaseField("MuteAllMember", .seed) { group, _ in .text(OnOff(group.isMuted).rawValue) },
        BaseField("ShutUpAllMember", .legacyNames) { group, _ in .text(OnOff(group.isMuted).rawValue) },
        BaseField("SupportTopic", .current) { group, _ in
            group.type == .community ? .number(group.supportsTopics ? 1 : 0) : nil
        },
        BaseField("EnablePermission", .current) { group, _ in
            group.type == .community ? .number(group.enablesPermissions ? 1 : 0) : nil
        },
        BaseField("DefaultPermission", .current) { group, _ in
            group.type == .community ? .number(group.defaultPermission) : nil
        },
        BaseField("HistoryMsgBeforeJoin", .never) { group, _ in
            group.type.hasHistorySetting ? .text(OnOff(group.showsHistoryBeforeJoin).rawValue) : nil
        },
        BaseField("OnlineMemberNum", .never, isOfPresence: true) { _, answer in
            answer.onlineMemberNum.map { .number(Int64($0)) }
        },
    ]

    private init(
        _ name: StaticString, _ unfiltered: UnfilteredUse, isOfPresence: Bool = false,
        value: @escaping @Sendable (GroupProfile, Surroundings) -> FieldValue?
    ) {
        self.name = name
        self.unfiltered = unfiltered
        self.isOfPresence = isOfPresence
        self.value = value
    }
}

/// The base fields of a group in an answer.
typealias BaseFields = FieldSet<BaseField>
