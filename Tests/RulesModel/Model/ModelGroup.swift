/// A group as the protocol describes it.
struct ModelGroup: Sendable {
    let id: String
    /// The wire's name.
    let type: String
    var name: String
    var introduction = ""
    var notification = ""
    var faceURL = ""
    var owner: String?
    let createTime: Int
    var infoSeq = 0
    var lastInfoTime: Int
    var maxMemberNum: Int
    var applyJoinOption: String
    var inviteJoinOption: String
    var isMuted = false
    var supportsTopics = false
    var enablesPermissions = false
    var defaultPermission = 64
    var showsHistory: Bool
    var fields: [ModelField] = []
    /// In the order in which they came.
    var members: [ModelMember] = []
    /// When the mute of an account ends, whether it is a member or not.
    var mutes: [String: Int] = [:]
    /// In the order in which the keys were first written.
    var attributes: [ModelPair<String>] = []
    var attributeWrites = ModelWrites()
    /// In the order of creation.
    var counters: [ModelPair<Int>] = []
    /// The first one has the number 1.
    var messages: [ModelMessage] = []
    var sendings: [ModelSending] = []
    var lastMsgTime = 0
    /// A change within a call that changes several things, to be recorded once.
    var pendingChange = false

    init(id: String, type: String, name: String, createTime: Int) {
        self.id = id
        self.type = type
        self.name = name
        self.createTime = createTime
        lastInfoTime = createTime
        maxMemberNum = type == "Community" ? 100_000 : type == "AVChatRoom" ? 0 : 2_000
        applyJoinOption = type == "Private" ? "DisableApply" : type == "Public" ? "NeedPermission" : "FreeAccess"
        inviteJoinOption = type == "Private" || type == "Community" ? "FreeAccess" : "DisableInvite"
        showsHistory = type == "ChatRoom"
    }

    /// The type that a request means.
    static func type(named name: String) -> String {
        name == "Work" ? "Private" : name == "Meeting" ? "ChatRoom" : name
    }

    static func memberCeiling(of type: String) -> Int {
        type == "Community" ? 100_000 : type == "AVChatRoom" ? 2_147_483_647 : 6_000
    }

    static func hasAdmins(_ type: String) -> Bool {
        type != "Private" && type != "AVChatRoom"
    }

    /// The option that new members have for messages.
    var msgFlag: String { type == "ChatRoom" ? "AcceptNotNotify" : "AcceptAndNotify" }

    func member(_ account: String) -> ModelMember? {
        members.first { $0.account == account }
    }

    /// The end of an account's mute as answers tell it: 0 when there is none, or none any more.
    func muteEnd(of account: String, at now: Int) -> Int {
        let end = mutes[account] ?? 0
        return end > now ? end : 0
    }

    /// Mutes an account for so many seconds; 0 lifts the mute.
    mutating func mute(_ account: String, for seconds: Int, at now: Int) {
        mutes[account] = seconds == 0 ? nil : min(now + seconds, 4_294_967_295)
    }

    /// The owner first, then by time of joining, then in order of entry.
    var listedMembers: [ModelMember] {
        let owner = members.filter { $0.role == "Owner" }
        let others = members.filter { $0.role != "Owner" }
        let times = Set(others.map(\.joinTime)).sorted()
        return owner + times.flatMap { time in others.filter { $0.joinTime == time } }
    }

    /// Takes the cap that a request names; 0 names none.
    mutating func setMemberCap(_ cap: Int?) {
        maxMemberNum = cap.flatMap { $0 == 0 ? nil : $0 } ?? maxMemberNum
    }

    /// A change of the profile or of the members.
    mutating func recordChange(at now: Int) {
        infoSeq += 1
        lastInfoTime = now
    }
}

/// A member of a group.
struct ModelMember: Sendable {
    let account: String
    var role = "Member"
    var joinTime: Int
    /// The number of the last message that the member has read.
    var msgSeq = 0
    var msgFlag: String
    var lastSendMsgTime = 0
    var nameCard = ""
    var fields: [ModelField] = []
}
