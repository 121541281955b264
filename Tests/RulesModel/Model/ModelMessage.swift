/// A message of a group; its place in the history is its number.
struct ModelMessage: Sendable {
    let sender: String
    let time: Int
    let random: Int
    let text: String
    var isRecalled = false
}

/// A sending that a later one may repeat.
struct ModelSending: Sendable {
    let sender: String
    let random: Int
    let text: String
    let time: Int
    /// 0 for a message that took no number.
    let seq: Int
    /// To those who are online, which the same message to be kept does not repeat.
    let isOnlineOnly: Bool
}

extension ModelGroup {
    /// The sending of the last 300 seconds that is the same.
    ///
    /// - Parameter importTime: of the sender; what another account of the same name sent before is not the same.
    func sending(
        from sender: String, random: Int, text: String, isOnlineOnly: Bool, since importTime: Int, at now: Int
    ) -> ModelSending? {
        sendings.last {
            $0.sender == sender && $0.random == random && $0.text == text && $0.isOnlineOnly == isOnlineOnly
                && $0.time + 300 > now && $0.time >= importTime
        }
    }

    /// Whether the account may not speak.
    func isSilenced(_ account: String, at now: Int) -> Bool {
        let role = member(account)?.role
        let isHeld = role == "Member" || role == "Admin" && enablesPermissions
        return isMuted && isHeld || muteEnd(of: account, at: now) > 0
    }

    /// Adds a message, which is sent now.
    mutating func add(_ message: ModelMessage) {
        messages.append(message)
        lastMsgTime = message.time
        for index in members.indices where members[index].account == message.sender {
            members[index].lastSendMsgTime = message.time
            if members[index].msgSeq == messages.count - 1 {
                members[index].msgSeq = messages.count
            }
        }
    }

    /// Adds a message of the past, after which everybody has read everything.
    mutating func addImported(_ message: ModelMessage) {
        messages.append(message)
        lastMsgTime = message.time
        for index in members.indices {
            members[index].msgSeq = messages.count
            if members[index].account == message.sender {
                members[index].lastSendMsgTime = max(members[index].lastSendMsgTime, message.time)
            }
        }
    }
}
