import Wire

struct GroupMsgGetSimpleStep: Step {
    static let name = CommandName(service: .groupOpen, command: "group_msg_get_simple")
    let id: String
    let number: Int
    let seq: Int?
    let withRecalled: Bool

    static func random(_ dice: inout Dice, in app: ModelApp) -> Self {
        let id = dice.group(in: app)
        let count = app.groups[id]?.messages.count ?? 0
        return Self(
            id: id, number: dice.number(in: 1...22), seq: dice.maybe(60) { $0.roll(count + 2) },
            withRecalled: dice.chance(40))
    }

    var body: Fields {
        var fields = Fields(group: id)
        fields.add("ReqMsgNumber", number)
        fields.add("ReqMsgSeq", seq)
        fields.add("WithRecalledMsg", withRecalled ? 1 : nil)
        return fields
    }

    func apply(to app: inout ModelApp, at now: Int) throws(Refusal) -> Fields {
        let group = try app.groupWithMessages(id)
        guard group.type != "AVChatRoom" else {
            throw Refusal(10044)
        }
        let newest = group.messages.count
        let highest = seq.flatMap { (1...max(1, newest)).contains($0) ? $0 : nil } ?? newest
        let lowest = max(1, highest - min(number, 20) + 1)
        let page = stride(from: min(highest, newest), through: lowest, by: -1).map { ($0, group.messages[$0 - 1]) }
        var items = page.filter { withRecalled || !$0.1.isRecalled }.map { Self.item($0.0, $0.1) }
        if items.isEmpty, lowest > 1, let last = page.last {
            items = [Self.item(last.0, last.1, isPlace: true)]
        }
        var answer = Fields()
        answer.add("GroupId", id)
        answer.add("IsFinished", number <= 20 ? 1 : 0)
        answer.add("RspMsgList", items)
        return answer
    }

    private static func item(_ seq: Int, _ message: ModelMessage, isPlace: Bool = false) -> Fields {
        var item = Fields()
        item.add("From_Account", message.sender)
        item.add("IsPlaceMsg", isPlace ? 1 : message.isRecalled ? 2 : 0)
        item.add("MsgBody", isPlace ? [] : [Fields.element(message.text)])
        item.add("MsgPriority", 2)
        item.add("MsgRandom", message.random)
        item.add("MsgSeq", seq)
        item.add("MsgTimeStamp", message.time)
        return item
    }
}
