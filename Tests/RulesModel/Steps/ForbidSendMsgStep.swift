import Wire

struct ForbidSendMsgStep: Step {
    static let name = CommandName(service: .groupOpen, command: "forbid_send_msg")
    let id: String
    let accounts: [String]
    let muteTime: Int

    static func random(_ dice: inout Dice, in app: ModelApp) -> Self {
        Self(id: dice.group(in: app), accounts: dice.list(1...3) { $0.anyAccount() }, muteTime: dice.muteTime())
    }

    var body: Fields {
        var fields = Fields(group: id)
        fields.add("Members_Account", accounts)
        fields.add("MuteTime", muteTime)
        return fields
    }

    var group: String? { id }

    func apply(to app: inout ModelApp, at now: Int) throws(Refusal) -> Fields {
        var group = try app.group(id)
        guard group.type != "Private" else {
            throw Refusal(10007)
        }
        for account in accounts {
            group.mute(account, for: muteTime, at: now)
        }
        app.groups[id] = group
        return Fields()
    }
}
