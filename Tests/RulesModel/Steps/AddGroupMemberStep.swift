import Wire

struct AddGroupMemberStep: Step {
    static let name = CommandName(service: .groupOpen, command: "add_group_member")
    let id: String
    let accounts: [String]

    static func random(_ dice: inout Dice, in app: ModelApp) -> Self {
        Self(id: dice.group(in: app), accounts: dice.list(1...3) { $0.anyAccount() })
    }

    var body: Fields {
        var fields = Fields(group: id)
        fields.add("MemberList", accounts.map { MemberItem(account: $0).json })
        return fields
    }

    var group: String? { id }

    func apply(to app: inout ModelApp, at now: Int) throws(Refusal) -> Fields {
        var group = try app.groupWithMembers(id)
        let known = app.rules.importsOnSight ? Set(accounts) : app.accounts.intersection(accounts)
        guard !known.isEmpty else {
            throw Refusal(10019)
        }
        app.accounts.formUnion(known)
        let items = accounts.map { account in
            guard group.member(account) == nil else {
                return MemberItem(account: account, result: 2)
            }
            guard known.contains(account) else {
                return MemberItem(account: account, result: 0)
            }
            group.members.append(
                ModelMember(account: account, joinTime: now, msgSeq: group.messages.count, msgFlag: group.msgFlag))
            return MemberItem(account: account, result: 1)
        }
        if items.contains(where: { $0.result == 1 }) {
            guard group.members.count <= group.maxMemberNum else {
                throw Refusal(10014)
            }
            group.recordChange(at: now)
        }
        app.groups[id] = group
        return items.answer
    }
}

/// An entry of `MemberList`, in requests and in answers.
struct MemberItem {
    let account: String
    var result: Int?

    var json: Fields {
        var fields = Fields()
        fields.add("Member_Account", account)
        fields.add("Result", result)
        return fields
    }
}

extension [MemberItem] {
    var answer: Fields {
        var answer = Fields()
        answer.add("MemberList", map(\.json))
        return answer
    }
}
