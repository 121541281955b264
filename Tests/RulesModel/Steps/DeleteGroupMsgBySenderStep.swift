import Wire

struct DeleteGroupMsgBySenderStep: Step {
    static let name = CommandName(service: .groupOpen, command: "delete_group_msg_by_sender")
    let id: String
    let sender: String

    static func random(_ dice: inout Dice, in app: ModelApp) -> Self {
        Self(id: dice.group(in: app), sender: dice.anyAccount())
    }

    var body: Fields {
        var fields = Fields(group: id)
        fields.add("Sender_Account", sender)
        return fields
    }

    func apply(to app: inout ModelApp, at now: Int) throws(Refusal) -> Fields {
        var group = try app.groupWithMessages(id)
        if group.type != "AVChatRoom" {
            for index in group.messages.indices.suffix(1_000) where group.messages[index].sender == sender {
                group.messages[index].isRecalled = true
            }
        }
        app.groups[id] = group
        return Fields()
    }
}
