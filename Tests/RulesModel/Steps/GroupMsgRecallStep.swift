import Wire

struct GroupMsgRecallStep: Step {
    static let name = CommandName(service: .groupOpen, command: "group_msg_recall")
    let id: String
    let seqs: [Int]

    static func random(_ dice: inout Dice, in app: ModelApp) -> Self {
        let id = dice.group(in: app)
        let count = app.groups[id]?.messages.count ?? 0
        return Self(id: id, seqs: dice.list(1...4) { $0.roll(count + 2) })
    }

    var body: Fields {
        var fields = Fields(group: id)
        fields.add(
            "MsgSeqList",
            seqs.map { seq in
                var item = Fields()
                item.add("MsgSeq", seq)
                return item
            })
        return fields
    }

    func apply(to app: inout ModelApp, at now: Int) throws(Refusal) -> Fields {
        var group = try app.groupWithMessages(id)
        let items = seqs.map { seq in
            var item = Fields()
            item.add("MsgSeq", seq)
            item.add("RetCode", recall(seq, in: &group, at: now))
            return item
        }
        app.groups[id] = group
        var answer = Fields()
        answer.add("RecallRetList", items)
        return answer
    }

    private func recall(_ seq: Int, in group: inout ModelGroup, at now: Int) -> Int {
        guard (1...max(1, group.messages.count)).contains(seq), !group.messages.isEmpty else {
            return 10030
        }
        guard group.type != "AVChatRoom" || group.messages[seq - 1].time >= now - 3_600 else {
            return 10031
        }
        group.messages[seq - 1].isRecalled = true
        return 0
    }
}
