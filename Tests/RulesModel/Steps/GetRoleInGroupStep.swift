import Wire

struct GetRoleInGroupStep: Step {
    static let name = CommandName(service: .groupOpen, command: "get_role_in_group")
    let id: String
    let accounts: [String]

    static func random(_ dice: inout Dice, in app: ModelApp) -> Self {
        Self(id: dice.group(in: app), accounts: dice.list(1...4) { $0.chance(3) ? " no account" : $0.anyAccount() })
    }

    var body: Fields {
        var fields = Fields(group: id)
        fields.add("User_Account", accounts)
        return fields
    }

    func apply(to app: inout ModelApp, at now: Int) throws(Refusal) -> Fields {
        let group = try app.groupWithMembers(id)
        let entries = accounts.map { account in
            var entry = Fields()
            entry.add("Member_Account", account)
            entry.add("Role", group.member(account)?.role ?? "NotMember")
            return entry
        }
        var answer = Fields()
        answer.add("UserIdList", entries)
        return answer
    }
}
