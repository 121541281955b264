import Wire

struct ImportGroupMsgStep: Step {
    static let name = CommandName(service: .groupOpen, command: "import_group_msg")

    struct Entry: Sendable {
        let sender: String
        let time: Int
        let text: String
    }

    let id: String
    let entries: [Entry]

    static func random(_ dice: inout Dice, in app: ModelApp) -> Self {
        let entries = dice.list(1...3) { dice in
            Entry(
                sender: dice.anyAccount(), time: max(0, app.clock - dice.number(in: -1...20)),
                text: dice.one(of: "old", "older"))
        }
        return Self(id: dice.group(in: app), entries: entries.sorted { $0.time < $1.time })
    }

    var body: Fields {
        var fields = Fields(group: id)
        fields.add(
            "MsgList",
            entries.map { entry in
                var item = Fields()
                item.add("From_Account", entry.sender)
                item.add("SendTime", entry.time)
                item.add("MsgBody", [Fields.element(entry.text)])
                return item
            })
        return fields
    }

    var group: String? { id }

    func apply(to app: inout ModelApp, at now: Int) throws(Refusal) -> Fields {
        var group = try app.groupWithMessages(id)
        guard group.type != "AVChatRoom" else {
            throw Refusal(10007)
        }
        try app.require(entries.map(\.sender))
        let items = entries.map { entry in
            let isTaken = entry.time <= now && entry.time >= group.createTime && entry.time >= group.lastMsgTime
            if isTaken {
                group.addImported(
                    ModelMessage(sender: entry.sender, time: entry.time, random: 1, text: entry.text))
            }
            var item = Fields()
            item.add("MsgSeq", isTaken ? group.messages.count : 0)
            item.add("MsgTime", entry.time)
            item.add("Result", isTaken ? 0 : 10004)
            return item
        }
        app.groups[id] = group
        var answer = Fields()
        answer.add("ImportMsgResult", items)
        return answer
    }
}
