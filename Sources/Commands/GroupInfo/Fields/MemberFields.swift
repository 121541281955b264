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
    /// Not of the profile: what presence knows.
    static let onlineStatus = MemberFields(rawValue: 1 << 9)

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
        "OnlineStatus": .onlineStatus,
    ]

    init(rawValue: UInt16) {
        self.rawValue = rawValue
    }

    init(names: [String]) {
        self = names.reduce(into: []) { fields, name in fields.formUnion(Self.byName[name] ?? []) }
    }
}
