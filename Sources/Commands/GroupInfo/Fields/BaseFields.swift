/// The base fields of a group in an answer.
struct BaseFields: OptionSet, Sendable {
    let rawValue: UInt32

    static let type = BaseFields(rawValue: 1 << 0)
    static let name = BaseFields(rawValue: 1 << 1)
    static let appid = BaseFields(rawValue: 1 << 2)
    static let introduction = BaseFields(rawValue: 1 << 3)
    static let notification = BaseFields(rawValue: 1 << 4)
    static let faceURL = BaseFields(rawValue: 1 << 5)
    static let owner = BaseFields(rawValue: 1 << 6)
    static let createTime = BaseFields(rawValue: 1 << 7)
    static let infoSeq = BaseFields(rawValue: 1 << 8)
    static let lastInfoTime = BaseFields(rawValue: 1 << 9)
    static let lastMsgTime = BaseFields(rawValue: 1 << 10)
    static let nextMsgSeq = BaseFields(rawValue: 1 << 11)
    static let memberNum = BaseFields(rawValue: 1 << 12)
    static let maxMemberNum = BaseFields(rawValue: 1 << 13)
    static let applyJoinOption = BaseFields(rawValue: 1 << 14)
    static let inviteJoinOption = BaseFields(rawValue: 1 << 15)
    static let muteAllMember = BaseFields(rawValue: 1 << 16)
    static let shutUpAllMember = BaseFields(rawValue: 1 << 17)
    static let supportTopic = BaseFields(rawValue: 1 << 18)
    static let enablePermission = BaseFields(rawValue: 1 << 19)
    static let defaultPermission = BaseFields(rawValue: 1 << 20)
    static let historyMsgBeforeJoin = BaseFields(rawValue: 1 << 21)
    /// Not of the profile: what presence knows.
    static let onlineMemberNum = BaseFields(rawValue: 1 << 22)

    static let seed: BaseFields = [
        .type, .name, .appid, .introduction, .notification, .faceURL, .owner, .createTime, .lastInfoTime,
        .lastMsgTime, .nextMsgSeq, .memberNum, .maxMemberNum, .applyJoinOption, .muteAllMember,
    ]
    static let current: BaseFields = seed.union([
        .infoSeq, .inviteJoinOption, .supportTopic, .enablePermission, .defaultPermission,
    ])

    private static let byName: [String: BaseFields] = [
        "Type": .type,
        "Name": .name,
        "Appid": .appid,
        "Introduction": .introduction,
        "Notification": .notification,
        "FaceUrl": .faceURL,
        "Owner_Account": .owner,
        "CreateTime": .createTime,
        "InfoSeq": .infoSeq,
        "LastInfoTime": .lastInfoTime,
        "LastMsgTime": .lastMsgTime,
        "NextMsgSeq": .nextMsgSeq,
        "MemberNum": .memberNum,
        "MaxMemberNum": .maxMemberNum,
        "ApplyJoinOption": .applyJoinOption,
        "InviteJoinOption": .inviteJoinOption,
        "MuteAllMember": .muteAllMember,
        "ShutUpAllMember": .shutUpAllMember,
        "SupportTopic": .supportTopic,
        "EnablePermission": .enablePermission,
        "DefaultPermission": .defaultPermission,
        "HistoryMsgBeforeJoin": .historyMsgBeforeJoin,
        "OnlineMemberNum": .onlineMemberNum,
    ]

    init(rawValue: UInt32) {
        self.rawValue = rawValue
    }

    init(names: [String]) {
        self = names.reduce(into: []) { fields, name in fields.formUnion(Self.byName[name] ?? []) }
    }
}
