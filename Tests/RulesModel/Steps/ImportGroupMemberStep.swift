import Wire

struct ImportGroupMemberStep: Step {
    static let name = CommandName(service: .groupOpen, command: "import_group_member")

    struct Entry: Sendable {
        let account: String
        let role: String?
        let joinTime: Int?
        let unread: Int?
    }

    let id: String
    let entries: [Entry]

    static func random(_ dice: inout Dice, in app: ModelApp) -> Self {
        let entries = dice.list(1...3) { dice in
            Entry(
                account: dice.chance(3) ? " no account" : dice.anyAccount(),
                role: dice.maybe(20) { _ in "Admin" },
                joinTime: dice.maybe(60) { max(0, app.clock - $0.number(in: -2...60)) },
                unread: dice.maybe(20) { $0.roll(4) })
        }
        return Self(id: dice.group(in: app), entries: entries)
    }

    var body: Fields {
        var fields = Fields(group: id)
        fields.add(
            "MemberList",
            entries.map { entry in
                var item = Fields()
                item.add("Member_Account", entry.account)
                item.add("Role", entry.role)
                item.add("JoinTime", entry.joinTime)
                item.add("UnreadMsgNum", entry.unread)
                return item
            })
        return fields
    }

    var group: String? { id }

    func apply(to app: inout ModelApp, at now: Int) throws(Refusal) -> Fields {
        var group = try app.groupWithMembers(id)
        let items = entries.map { entry in
            let result = admit(entry, to: &group, of: app, at: now)
            return MemberItem(account: entry.account, result: result)
        }
        let added = items.filter { $0.result == 1 }.map(\.account)
        app.accounts.formUnion(added)
        if !added.isEmpty {
            group.recordChange(at: now)
        }
        app.groups[id] = group
        return items.answer
    }

    private func admit(_ entry: Entry, to group: inout ModelGroup, of app: ModelApp, at now: Int) -> Int {
        guard !entry.account.hasPrefix(" "), app.rules.importsOnSight || app.accounts.contains(entry.account) else {
            return 0
        }
        guard group.member(entry.account) == nil else {
            return 2
        }
        let joinTime = entry.joinTime == 0 ? now : entry.joinTime ?? now
        guard (group.createTime...now).contains(joinTime), group.members.count < group.maxMemberNum else {
            return 0
        }
        let role = ModelGroup.hasAdmins(group.type) ? entry.role ?? "Member" : "Member"
        group.members.append(
            ModelMember(
                account: entry.account, role: role, joinTime: joinTime,
                msgSeq: max(0, group.messages.count - (entry.unread ?? 0)), msgFlag: group.msgFlag))
        return 1
    }
}
