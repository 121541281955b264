import Wire

struct ImportGroupStep: Step {
    static let name = CommandName(service: .groupOpen, command: "import_group")

    let typeName: String
    let id: String?
    let firstGenerated: Int
    let owner: String?
    let cap: Int?
    let supportTopic: Int?
    /// Seconds before the call; negative for the future.
    let age: Int?
    let now: Int
    let fields: [ModelField]

    static func random(_ dice: inout Dice, in app: ModelApp) -> Self {
        let typeName = dice.type()
        let hasRoom = app.groups.count < 9
        return Self(
            typeName: typeName,
            id: dice.chance(hasRoom ? 80 : 100) ? dice.newGroup(ofType: typeName) : nil,
            firstGenerated: dice.roll(3),
            owner: dice.maybe(60) { $0.anyAccount() },
            cap: dice.maybe(70) { $0.memberCap() },
            supportTopic: dice.maybe(typeName == "Community" ? 50 : 3) { $0.roll(2) },
            age: dice.maybe(60) { $0.chance(5) ? -1 : $0.roll(100) },
            now: app.clock,
            fields: dice.groupKeys(0...2, deleting: 5))
    }

    var body: Fields {
        var fields = Fields()
        fields.add("Type", typeName)
        fields.add("GroupId", id)
        fields.add("Owner_Account", owner)
        fields.add("Name", "Import")
        fields.add("MaxMemberCount", cap)
        fields.add("SupportTopic", supportTopic)
        fields.add("CreateTime", createTime)
        fields.add("AppDefinedData", self.fields.listed)
        return fields
    }

    var group: String? { id }
    var random: @Sendable (_ bound: Int) -> Int { generated.source }
    private var type: String { ModelGroup.type(named: typeName) }
    private var generated: GeneratedID { GeneratedID(type: type, first: firstGenerated) }
    private var createTime: Int? { age.map { now - $0 } }

    func apply(to app: inout ModelApp, at now: Int) throws(Refusal) -> Fields {
        let keys = try fields.known(among: app.rules.groupKeys)
        guard id.map({ $0.hasPrefix("@TGS#_") == (type == "Community") }) ?? true else {
            throw Refusal(10004)
        }
        guard type != "AVChatRoom" else {
            throw Refusal(10007)
        }
        guard
            cap.map({ $0 == 0 || (1...ModelGroup.memberCeiling(of: type)).contains($0) }) ?? true,
            supportTopic != 1 || type == "Community",
            createTime ?? now <= now
        else {
            throw Refusal(10004)
        }
        let groupID = id ?? generated.text(avoiding: app.groups.keys)
        var group = ModelGroup(id: groupID, type: type, name: "Import", createTime: createTime ?? now)
        group.owner = owner
        group.setMemberCap(cap)
        group.supportsTopics = supportTopic == 1
        group.fields = try [].written(by: keys, most: 10, declared: app.rules.groupKeys)
        group.members =
            owner.map {
                [ModelMember(account: $0, role: "Owner", joinTime: group.createTime, msgFlag: group.msgFlag)]
            } ?? []
        guard app.groups[groupID] == nil else {
            throw Refusal(10021)
        }
        try app.require(owner.map { [$0] } ?? [])
        app.groups[groupID] = group
        var answer = Fields()
        answer.add("GroupId", groupID)
        return answer
    }
}
