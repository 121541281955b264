import Wire

struct CreateGroupStep: Step {
    static let name = CommandName(service: .groupOpen, command: "create_group")

    struct Entry: Sendable {
        let account: String
        let role: String?
        let fields: [ModelField]
    }

    /// As sent, older spelling or not.
    let typeName: String
    let id: String?
    let firstGenerated: Int
    let owner: String?
    let name: String
    let introduction: String?
    let cap: Int?
    let applyJoinOption: String?
    let inviteJoinOption: String?
    let supportTopic: Int?
    let enablePermission: Int?
    let defaultPermission: Int?
    let fields: [ModelField]
    let members: [Entry]

    static func random(_ dice: inout Dice, in app: ModelApp) -> Self {
        let typeName = dice.type()
        let isCommunity = typeName == "Community"
        let hasRoom = app.groups.count < 9
        let entries = dice.list(0...3) { dice in
            Entry(
                account: dice.anyAccount(), role: dice.maybe(20) { _ in "Admin" },
                fields: dice.memberKeys(0...2, deleting: 0))
        }
        return Self(
            typeName: typeName,
            id: dice.chance(hasRoom ? 75 : 100) ? dice.newGroup(ofType: typeName) : nil,
            firstGenerated: dice.roll(3),
            owner: dice.maybe(70) { $0.anyAccount() },
            name: dice.one(of: "Crew", "船", "a \"b\""),
            introduction: dice.maybe(30) { $0.one(of: "", "Hello") },
            cap: dice.maybe(70) { $0.memberCap() },
            applyJoinOption: dice.maybe(30) { $0.one(of: "FreeAccess", "NeedPermission", "DisableApply") },
            inviteJoinOption: dice.maybe(20) { $0.one(of: "FreeAccess", "NeedPermission", "DisableInvite") },
            supportTopic: dice.maybe(isCommunity ? 70 : 3) { $0.roll(2) },
            enablePermission: dice.maybe(isCommunity ? 40 : 2) { $0.roll(2) },
            defaultPermission: dice.maybe(isCommunity ? 20 : 1) { $0.roll(256) },
            fields: dice.groupKeys(0...3, deleting: 5),
            members: typeName == "AVChatRoom" && dice.chance(90) ? [] : entries)
    }

    var body: Fields {
        var fields = Fields()
        fields.add("Type", typeName)
        fields.add("GroupId", id)
        fields.add("Owner_Account", owner)
        fields.add("Name", name)
        fields.add("Introduction", introduction)
        fields.add("MaxMemberCount", cap)
        fields.add("ApplyJoinOption", applyJoinOption)
        fields.add("InviteJoinOption", inviteJoinOption)
        fields.add("SupportTopic", supportTopic)
        fields.add("EnablePermission", enablePermission)
        fields.add("DefaultPermission", defaultPermission)
        fields.add("AppDefinedData", self.fields.listed)
        fields.add(
            "MemberList",
            members.map { entry in
                var item = Fields()
                item.add("Member_Account", entry.account)
                item.add("Role", entry.role)
                item.add("AppMemberDefinedData", entry.fields.listed)
                return item
            })
        return fields
    }

    var group: String? { id }
    var random: @Sendable (_ bound: Int) -> Int { generated.source }
    private var type: String { ModelGroup.type(named: typeName) }
    private var generated: GeneratedID { GeneratedID(type: type, first: firstGenerated) }

    func apply(to app: inout ModelApp, at now: Int) throws(Refusal) -> Fields {
        let keys = try fields.known(among: app.rules.groupKeys)
        var entries: [Entry] = []
        for entry in members {
            let known = try entry.fields.known(among: app.rules.memberKeys[type])
            entries.append(Entry(account: entry.account, role: entry.role, fields: known))
        }
        try checkFields()
        guard type != "AVChatRoom" || entries.isEmpty else {
            throw Refusal(10007)
        }
        guard ModelGroup.hasAdmins(type) || entries.allSatisfy({ $0.role == nil }) else {
            throw Refusal(10007)
        }

        let groupID = id ?? generated.text(avoiding: app.groups.keys)
        var group = ModelGroup(id: groupID, type: type, name: name, createTime: now)
        group.introduction = introduction ?? ""
        group.owner = owner
        group.setMemberCap(cap)
        group.inviteJoinOption = inviteJoinOption ?? group.inviteJoinOption
        if type == "Public" || type == "ChatRoom" {
            group.applyJoinOption = applyJoinOption ?? group.applyJoinOption
        }
        group.supportsTopics = supportTopic == 1
        group.enablesPermissions = enablePermission == 1
        if enablePermission == 1 {
            group.defaultPermission = defaultPermission ?? group.defaultPermission
        }
        group.fields = try [].written(by: keys, most: 10, declared: app.rules.groupKeys)
        group.members = type == "AVChatRoom" ? [] : try firstMembers(entries, of: group, in: app, at: now)
        guard type == "AVChatRoom" || group.members.count <= group.maxMemberNum else {
            throw Refusal(10004)
        }

        if let other = app.groups[groupID] {
            throw Refusal(owner != nil && other.owner == owner ? 10025 : 10021)
        }
        try app.require((owner.map { [$0] } ?? []) + entries.map(\.account))
        app.groups[groupID] = group
        return answer(groupID)
    }

    private func checkFields() throws(Refusal) {
        let isRightID = id.map { $0.hasPrefix("@TGS#_") == (type == "Community") } ?? true
        let isRightCap = cap.map { $0 == 0 || (1...ModelGroup.memberCeiling(of: type)).contains($0) } ?? true
        guard
            isRightID, isRightCap,
            inviteJoinOption == nil || type != "AVChatRoom",
            supportTopic != 1 || type == "Community",
            enablePermission != 1 || supportTopic == 1,
            defaultPermission ?? 0 == 0 || enablePermission == 1
        else {
            throw Refusal(10004)
        }
    }

    /// The owner, then the listed accounts, each once; an account's first fields count.
    private func firstMembers(
        _ entries: [Entry], of group: ModelGroup, in app: ModelApp, at now: Int
    ) throws(Refusal) -> [ModelMember] {
        var members: [ModelMember] = []
        if let owner {
            members.append(ModelMember(account: owner, role: "Owner", joinTime: now, msgFlag: group.msgFlag))
        }
        for entry in entries {
            let written = try [].written(by: entry.fields, most: 5, declared: app.rules.memberKeys[type])
            if let position = members.firstIndex(where: { $0.account == entry.account }) {
                members[position].fields = members[position].fields.isEmpty ? written : members[position].fields
            } else {
                members.append(
                    ModelMember(
                        account: entry.account, role: entry.role ?? "Member", joinTime: now, msgFlag: group.msgFlag,
                        fields: written))
            }
        }
        return members
    }

    private func answer(_ id: String) -> Fields {
        var answer = Fields()
        answer.add("GroupId", id)
        answer.add("Type", type == "Community" ? type : nil)
        answer.add("HugeGroupFlag", type == "Community" ? 0 : nil)
        return answer
    }
}
