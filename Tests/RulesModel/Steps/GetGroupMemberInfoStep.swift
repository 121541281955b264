import Wire

/// Pages by offset; a Community, whose cursors are nobody's to foresee, is read as one page.
struct GetGroupMemberInfoStep: Step {
    static let name = CommandName(service: .groupOpen, command: "get_group_member_info")
    let id: String
    let limit: Int?
    let offset: Int?
    let next: String?
    let roles: [String]?

    static func random(_ dice: inout Dice, in app: ModelApp) -> Self {
        let id = dice.group(in: app)
        let isCommunity = app.groups[id]?.type == "Community"
        return Self(
            id: id,
            limit: dice.maybe(60) { isCommunity ? 100 : $0.chance(5) ? 6_001 : $0.roll(4) },
            offset: dice.maybe(50) { $0.roll(4) },
            next: dice.maybe(20) { _ in "" },
            roles: dice.maybe(25) { $0.list(0...2) { $0.one(of: "Owner", "Admin", "Member") } })
    }

    var body: Fields {
        var fields = Fields(group: id)
        fields.add("Limit", limit)
        fields.add("Offset", offset)
        fields.add("Next", next)
        fields.add("MemberRoleFilter", roles)
        return fields
    }

    func apply(to app: inout ModelApp, at now: Int) throws(Refusal) -> Fields {
        let group = try app.groupWithMembers(id)
        let isCommunity = group.type == "Community"
        guard isCommunity || limit ?? 0 <= 6_000 else {
            throw Refusal(10004)
        }
        let wanted = roles.flatMap { $0.isEmpty ? nil : $0 } ?? ["Owner", "Admin", "Member"]
        let chosen = group.listedMembers.filter { wanted.contains($0.role) }
        let rest = chosen.dropFirst(isCommunity ? 0 : offset ?? 0)
        let page = limit.flatMap { $0 == 0 ? nil : $0 }.map { rest.prefix($0) } ?? rest
        var answer = Fields()
        answer.add("Next", isCommunity ? "" : nil)
        answer.add("MemberNum", group.members.count)
        answer.add("MemberList", page.map { group.entry(of: $0, at: now) })
        return answer
    }
}
