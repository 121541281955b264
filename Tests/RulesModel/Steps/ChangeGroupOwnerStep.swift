import Wire

struct ChangeGroupOwnerStep: Step {
    static let name = CommandName(service: .groupOpen, command: "change_group_owner")
    let id: String
    let account: String

    static func random(_ dice: inout Dice, in app: ModelApp) -> Self {
        let id = dice.group(in: app)
        let members = app.groups[id]?.members.map(\.account) ?? []
        return Self(id: id, account: dice.maybe(85) { $0.pick(members) } ?? dice.anyAccount())
    }

    var body: Fields {
        var fields = Fields(group: id)
        fields.add("NewOwner_Account", account)
        return fields
    }

    var group: String? { id }

    func apply(to app: inout ModelApp, at now: Int) throws(Refusal) -> Fields {
        var group = try app.groupWithMembers(id)
        guard let position = group.members.firstIndex(where: { $0.account == account }) else {
            throw Refusal(10004)
        }
        guard group.owner != account else {
            return Fields()
        }
        for index in group.members.indices where group.members[index].role == "Owner" {
            group.members[index].role = "Member"
        }
        group.members[position].role = "Owner"
        group.owner = account
        group.recordChange(at: now)
        app.groups[id] = group
        return Fields()
    }
}
