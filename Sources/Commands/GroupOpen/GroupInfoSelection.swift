import Wire

/// What an answer of `get_group_info` holds of each group.
///
/// - Source: protocol reference file 20, 2.2 to 2.5. Names that no field has are passed over.
struct GroupInfoSelection: Sendable, Equatable {
    /// The base fields to answer.
    let base: BaseFields
    /// The group's custom fields to answer; `nil` for none.
    let groupKeys: CustomKeys?
    /// What to answer of members; `nil` for no member list.
    let members: Members?

    struct Members: Sendable, Equatable {
        let fields: MemberFields
        /// The members' custom fields to answer; `nil` for none.
        let keys: CustomKeys?
    }

    enum CustomKeys: Sendable, Equatable {
        case all
        case named([String])

        func contains(_ key: String) -> Bool {
            switch self {
            case .all: true
            case .named(let keys): keys.contains { $0.utf8.elementsEqual(key.utf8) }
            }
        }
    }

    private init(base: BaseFields, groupKeys: CustomKeys?, members: Members?) {
        self.base = base
        self.groupKeys = groupKeys
        self.members = members
    }

    /// Everything that a profile of fields holds.
    static func unfiltered(_ profile: FieldProfile, withLegacyNames: Bool) -> GroupInfoSelection {
        var base: BaseFields = profile == .seed ? .seed : .current
        var members: MemberFields = profile == .seed ? .seed : .current
        if withLegacyNames {
            base.insert(.shutUpAllMember)
            members.insert(.shutUpUntil)
        }
        return GroupInfoSelection(base: base, groupKeys: .all, members: Members(fields: members, keys: .all))
    }

    /// Reads a `ResponseFilter`; `nil` when none of its four filters is set, which means no filtering.
    init?(_ filter: RequestFields) throws(APIError) {
        let base = try Self.names("GroupBaseInfoFilter", in: filter)
        let members = try Self.names("MemberInfoFilter", in: filter)
        let groupKeys = try Self.names("AppDefinedDataFilter_Group", in: filter)
        let memberKeys = try Self.names("AppDefinedDataFilter_GroupMember", in: filter)
        guard base != nil || members != nil || groupKeys != nil || memberKeys != nil else {
            return nil
        }
        self.init(
            base: BaseFields(names: base ?? []),
            groupKeys: groupKeys.map(CustomKeys.named),
            members: members == nil && memberKeys == nil
                ? nil : Members(fields: MemberFields(names: members ?? []), keys: memberKeys.map(CustomKeys.named)))
    }

    /// The names in one of the filters; `nil` when it is absent or empty.
    private static func names(_ name: StaticString, in filter: RequestFields) throws(APIError) -> [String]? {
        let names = try filter.strings(name)
        return names?.isEmpty == true ? nil : names
    }
}

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
    ]

    init(rawValue: UInt32) {
        self.rawValue = rawValue
    }

    init(names: [String]) {
        self = names.reduce(into: []) { fields, name in fields.formUnion(Self.byName[name] ?? []) }
    }
}

/// The fields of a member in an answer, beside `Member_Account`, which every entry has.
struct MemberFields: OptionSet, Sendable {
    let rawValue: UInt16

    static let role = MemberFields(rawValue: 1 << 0)
    static let joinTime = MemberFields(rawValue: 1 << 1)
    static let msgSeq = MemberFields(rawValue: 1 << 2)
    static let msgFlag = MemberFields(rawValue: 1 << 3)
    static let lastSendMsgTime = MemberFields(rawValue: 1 << 4)
    static let muteUntil = MemberFields(rawValue: 1 << 5)
    static let shutUpUntil = MemberFields(rawValue: 1 << 6)
    /// The name card, empty or not.
    static let nameCard = MemberFields(rawValue: 1 << 7)
    /// The name card where one is set.
    static let nameCardIfSet = MemberFields(rawValue: 1 << 8)

    static let seed: MemberFields = [.role, .joinTime, .msgSeq, .msgFlag, .lastSendMsgTime, .muteUntil]
    static let current: MemberFields = seed.union([.nameCardIfSet])

    private static let byName: [String: MemberFields] = [
        "Role": .role,
        "JoinTime": .joinTime,
        "MsgSeq": .msgSeq,
        "MsgFlag": .msgFlag,
        "LastSendMsgTime": .lastSendMsgTime,
        "MuteUntil": .muteUntil,
        "ShutUpUntil": .shutUpUntil,
        "NameCard": .nameCard,
    ]

    init(rawValue: UInt16) {
        self.rawValue = rawValue
    }

    init(names: [String]) {
        self = names.reduce(into: []) { fields, name in fields.formUnion(Self.byName[name] ?? []) }
    }
}
