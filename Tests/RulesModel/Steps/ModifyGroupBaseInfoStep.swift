import Wire

struct ModifyGroupBaseInfoStep: Step {
    static let name = CommandName(service: .groupOpen, command: "modify_group_base_info")

    let id: String
    let name: String?
    let introduction: String?
    let notification: String?
    let faceURL: String?
    let cap: Int?
    let applyJoinOption: String?
    let inviteJoinOption: String?
    let mutesAll: String?
    let enablePermission: Int?
    let defaultPermission: Int?
    let history: String?
    let fields: [ModelField]
    let fromAccount: String?

    static func random(_ dice: inout Dice, in app: ModelApp) -> Self {
        let id = dice.group(in: app)
        let isCommunity = app.groups[id]?.type == "Community"
        return Self(
            id: id,
            name: dice.maybe(30) { $0.one(of: "New", "名", "Tab\tName") },
            introduction: dice.maybe(20) { $0.one(of: "", "Text") },
            notification: dice.maybe(20) { $0.one(of: "", "Read this") },
            faceURL: dice.maybe(10) { $0.one(of: "", "http://example/1.png") },
            cap: dice.maybe(20) { $0.memberCap() },
            applyJoinOption: dice.maybe(15) { $0.one(of: "FreeAccess", "NeedPermission", "DisableApply") },
            inviteJoinOption: dice.maybe(10) { $0.one(of: "FreeAccess", "NeedPermission", "DisableInvite") },
            mutesAll: dice.maybe(15) { $0.one(of: "On", "Off") },
            enablePermission: dice.maybe(isCommunity ? 40 : 1) { $0.roll(2) },
            defaultPermission: dice.maybe(isCommunity ? 20 : 1) { $0.roll(256) },
            history: dice.maybe(10) { $0.one(of: "On", "Off") },
            fields: dice.chance(50) ? dice.groupKeys(1...4, deleting: 20) : [],
            fromAccount: dice.maybe(15) { $0.anyAccount() })
    }

    var body: Fields {
        var fields = Fields(group: id)
        fields.add("Name", name)
        fields.add("Introduction", introduction)
        fields.add("Notification", notification)
        fields.add("FaceUrl", faceURL)
        fields.add("MaxMemberNum", cap)
        fields.add("ApplyJoinOption", applyJoinOption)
        fields.add("InviteJoinOption", inviteJoinOption)
        fields.add("MuteAllMember", mutesAll)
        fields.add("EnablePermission", enablePermission)
        fields.add("DefaultPermission", defaultPermission)
        fields.add("HistoryMsgBeforeJoin", history)
        fields.add("AppDefinedData", self.fields.listed)
        fields.add("From_Account", fromAccount)
        return fields
    }

    var group: String? { id }

    func apply(to app: inout ModelApp, at now: Int) throws(Refusal) -> Fields {
        let keys = try fields.known(among: app.rules.groupKeys)
        var group = try app.group(id)
        try app.require(fromAccount.map { [$0] } ?? [])
        guard
            cap.map({ $0 == 0 || (1...ModelGroup.memberCeiling(of: group.type)).contains($0) }) ?? true,
            inviteJoinOption == nil || group.type != "AVChatRoom",
            enablePermission != 1 || group.supportsTopics,
            meantPermission == nil || enablePermission.map({ $0 == 1 }) ?? group.enablesPermissions,
            history == nil || group.type != "AVChatRoom" && group.type != "Community"
        else {
            throw Refusal(10004)
        }
        group.fields = try group.fields.written(by: keys, most: 10, declared: app.rules.groupKeys)
        group.name = name ?? group.name
        group.introduction = introduction ?? group.introduction
        group.notification = notification ?? group.notification
        group.faceURL = faceURL ?? group.faceURL
        group.setMemberCap(cap)
        group.inviteJoinOption = inviteJoinOption ?? group.inviteJoinOption
        if group.type == "Public" || group.type == "ChatRoom" {
            group.applyJoinOption = applyJoinOption ?? group.applyJoinOption
        }
        group.isMuted = mutesAll.map { $0 == "On" } ?? group.isMuted
        group.enablesPermissions = enablePermission.map { $0 == 1 } ?? group.enablesPermissions
        group.defaultPermission = meantPermission ?? group.defaultPermission
        group.showsHistory = history.map { $0 == "On" } ?? group.showsHistory
        if namesAField {
            group.recordChange(at: now)
        }
        app.groups[id] = group
        return Fields()
    }

    /// 0 means nothing beside permission groups that are off.
    private var meantPermission: Int? {
        enablePermission == 0 && defaultPermission == 0 ? nil : defaultPermission
    }

    private var namesAField: Bool {
        let texts = [name, introduction, notification, faceURL, applyJoinOption, inviteJoinOption, mutesAll, history]
        let numbers = [cap == 0 ? nil : cap, enablePermission, meantPermission]
        return texts.contains { $0 != nil } || numbers.contains { $0 != nil } || !fields.isEmpty
    }
}
