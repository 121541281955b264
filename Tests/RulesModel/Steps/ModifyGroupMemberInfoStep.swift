import Wire

struct ModifyGroupMemberInfoStep: Step {
    static let name = CommandName(service: .groupOpen, command: "modify_group_member_info")

    let id: String
    let account: String
    let role: String?
    let msgFlag: String?
    let nameCard: String?
    let muteTime: Int?
    let fields: [ModelField]

    static func random(_ dice: inout Dice, in app: ModelApp) -> Self {
        let id = dice.group(in: app)
        let members = app.groups[id]?.members.map(\.account) ?? []
        return Self(
            id: id,
            account: dice.maybe(85) { $0.pick(members) } ?? dice.anyAccount(),
            role: dice.maybe(20) { $0.one(of: "Admin", "Member", "Admin", "Member", "Owner") },
            msgFlag: dice.maybe(20) {
                $0.one(of: "AcceptAndNotify", "AcceptNotNotify", "AcceptNotNotifyExceptAt", "Discard")
            },
            nameCard: dice.maybe(30) {
                $0.one(of: "", "Cap", "船长", String(repeating: "x", count: 50), String(repeating: "x", count: 51))
            },
            muteTime: dice.maybe(25) { $0.muteTime() },
            fields: dice.chance(40) ? dice.memberKeys(1...4, deleting: 20) : [])
    }

    var body: Fields {
        var fields = Fields(group: id)
        fields.add("Member_Account", account)
        fields.add("Role", role)
        fields.add("MsgFlag", msgFlag)
        fields.add("NameCard", nameCard)
        fields.add("MuteTime", muteTime)
        fields.add("AppMemberDefinedData", self.fields.listed)
        return fields
    }

    var group: String? { id }

    func apply(to app: inout ModelApp, at now: Int) throws(Refusal) -> Fields {
        guard (nameCard ?? "").utf8.count <= 50 else {
            throw Refusal(10004)
        }
        let declared = app.rules.memberKeys[try app.group(id).type]
        let keys = try fields.known(among: declared)
        var group = try app.groupWithMembers(id)
        guard let position = group.members.firstIndex(where: { $0.account == account }), role != "Owner" else {
            throw Refusal(10004)
        }
        guard role != "Admin" || ModelGroup.hasAdmins(group.type) else {
            throw Refusal(10007)
        }
        guard role == nil || group.members[position].role != "Owner" else {
            throw Refusal(10007)
        }
        guard muteTime == nil || group.type != "Private" else {
            throw Refusal(10007)
        }
        let stored = group.members[position].fields
        group.members[position].fields = try stored.written(by: keys, most: 5, declared: declared)
        group.members[position].role = role ?? group.members[position].role
        group.members[position].msgFlag = msgFlag ?? group.members[position].msgFlag
        group.members[position].nameCard = nameCard ?? group.members[position].nameCard
        if let muteTime {
            group.mute(account, for: muteTime, at: now)
        }
        app.groups[id] = group
        return Fields()
    }
}
