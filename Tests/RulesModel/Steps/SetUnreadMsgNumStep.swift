import Wire

struct SetUnreadMsgNumStep: Step {
    static let name = CommandName(service: .groupOpen, command: "set_unread_msg_num")
    let id: String
    let account: String
    let count: Int

    static func random(_ dice: inout Dice, in app: ModelApp) -> Self {
        Self(id: dice.group(in: app), account: dice.anyAccount(), count: dice.roll(6))
    }

    var body: Fields {
        var fields = Fields(group: id)
        fields.add("Member_Account", account)
        fields.add("UnreadMsgNum", count)
        return fields
    }

    var group: String? { id }

    func apply(to app: inout ModelApp, at now: Int) throws(Refusal) -> Fields {
        var group = try app.group(id)
        guard group.type != "AVChatRoom", group.type != "ChatRoom" else {
            return Fields()
        }
        guard let index = group.members.firstIndex(where: { $0.account == account }) else {
            throw Refusal(10004)
        }
        group.members[index].msgSeq = max(0, group.messages.count - count)
        app.groups[id] = group
        return Fields()
    }
}
