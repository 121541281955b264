import Wire

struct GetSpecifiedGroupMemberInfoStep: Step {
    static let name = CommandName(service: .groupOpen, command: "get_specified_group_member_info")
    let id: String
    let accounts: [String]

    static func random(_ dice: inout Dice, in app: ModelApp) -> Self {
        Self(id: dice.group(in: app), accounts: dice.list(1...4) { $0.anyAccount() })
    }

    var body: Fields {
        var fields = Fields(group: id)
        fields.add("Member_List_Account", accounts)
        return fields
    }

    func apply(to app: inout ModelApp, at now: Int) throws(Refusal) -> Fields {
        let group = try app.groupWithMembers(id)
        let distinct = accounts.enumerated().filter { accounts.firstIndex(of: $0.element) == $0.offset }.map(\.element)
        var answer = Fields()
        answer.add("GroupId", id)
        answer.add("MemberList", distinct.compactMap(group.member).map { group.entry(of: $0, at: now) })
        return answer
    }
}
