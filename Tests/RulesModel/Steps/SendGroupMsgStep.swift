import Wire

struct SendGroupMsgStep: Step {
    static let name = CommandName(service: .groupOpen, command: "send_group_msg")
    let id: String
    let sender: String?
    /// `nil` lets the server make one, which the source of random numbers makes 1.
    let messageRandom: Int?
    let text: String
    let isOnlineOnly: Bool
    let control: [String]?
    let receivers: [String]?

    static func random(_ dice: inout Dice, in app: ModelApp) -> Self {
        let id = dice.group(in: app)
        let members = app.groups[id]?.members.map(\.account) ?? []
        return Self(
            id: id,
            sender: dice.maybe(90) { $0.maybe(70) { $0.pick(members) } ?? $0.anyAccount() },
            messageRandom: dice.maybe(90) { $0.roll(8) },
            text: dice.one(of: "hi", "群\u{0}", ""),
            isOnlineOnly: dice.chance(8),
            control: dice.maybe(10) { _ in ["NoUnread", "NoLastMsg"] },
            receivers: dice.maybe(8) { $0.list(1...2) { $0.maybe(70) { $0.pick(members) } ?? $0.anyAccount() } })
    }

    var body: Fields {
        var fields = Fields(group: id)
        fields.add("From_Account", sender)
        fields.add("Random", messageRandom)
        fields.add("MsgBody", [Fields.element(text)])
        fields.add("OnlineOnlyFlag", isOnlineOnly ? 1 : nil)
        fields.add("SendMsgControl", control)
        fields.add("To_Account", receivers)
        return fields
    }

    var group: String? { id }

    func apply(to app: inout ModelApp, at now: Int) throws(Refusal) -> Fields {
        var group = try app.groupWithMessages(id)
        if let sender {
            try app.require([sender])
        }
        try check(in: group)
        if let sender, group.isSilenced(sender, at: now) {
            throw Refusal(10017)
        }
        let account = sender ?? "administrator"
        if let messageRandom,
            let first = group.sending(
                from: account, random: messageRandom, text: text, isOnlineOnly: isOnlineOnly,
                since: app.importTimes[account] ?? 0, at: now)
        {
            return Self.answer(time: first.time, seq: first.seq)
        }
        let takesNumber = !isOnlineOnly || group.type == "AVChatRoom"
        if takesNumber {
            group.add(ModelMessage(sender: account, time: now, random: messageRandom ?? 1, text: text))
        }
        let seq = takesNumber ? group.messages.count : 0
        if let messageRandom {
            group.sendings.append(
                ModelSending(
                    sender: account, random: messageRandom, text: text, time: now, seq: seq, isOnlineOnly: isOnlineOnly)
            )
        }
        app.groups[id] = group
        return Self.answer(time: now, seq: seq)
    }

    private func check(in group: ModelGroup) throws(Refusal) {
        if let receivers {
            guard
                ["Private", "Public", "ChatRoom"].contains(group.type),
                receivers.contains(where: { group.member($0) != nil })
            else {
                throw Refusal(10004)
            }
        }
        guard control == nil || !isOnlineOnly && group.type != "AVChatRoom" else {
            throw Refusal(10004)
        }
    }

    private static func answer(time: Int, seq: Int) -> Fields {
        var answer = Fields()
        answer.add("MsgTime", time)
        answer.add("MsgSeq", seq)
        return answer
    }
}

extension Fields {
    /// An element of a message that says something.
    static func element(_ text: String) -> Fields {
        var content = Fields()
        content.add("Text", text)
        var element = Fields()
        element.add("MsgType", "TIMTextElem")
        element.add("MsgContent", content)
        return element
    }
}
