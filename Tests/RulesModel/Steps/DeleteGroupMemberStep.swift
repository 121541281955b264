import Wire

struct DeleteGroupMemberStep: Step {
    static let name = CommandName(service: .groupOpen, command: "delete_group_member")
    let id: String
    let accounts: [String]

    static func random(_ dice: inout Dice, in app: ModelApp) -> Self {
        let id = dice.group(in: app)
        let members = app.groups[id]?.members.map(\.account) ?? []
        return Self(id: id, accounts: dice.list(1...2) { $0.maybe(70) { $0.pick(members) } ?? $0.anyAccount() })
    }

    var body: Fields {
        var fields = Fields(group: id)
        fields.add("MemberToDel_Account", accounts)
        return fields
    }

    var group: String? { id }

    func apply(to app: inout ModelApp, at now: Int) throws(Refusal) -> Fields {
        var group = try app.group(id)
        guard group.type != "AVChatRoom" else {
            throw Refusal(10004)
        }
        let leaving = group.members.filter { accounts.contains($0.account) }
        let losesOwner = leaving.contains { $0.role == "Owner" }
        guard group.type == "Private" || !losesOwner else {
            throw Refusal(10007)
        }
        group.members.removeAll { accounts.contains($0.account) }
        group.owner = losesOwner ? nil : group.owner
        if !leaving.isEmpty {
            group.recordChange(at: now)
        }
        app.groups[id] = group
        return Fields()
    }
}
