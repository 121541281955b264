import Wire

extension GroupTip {
    /// The tip's `MsgBody`, compact JSON: an object, where those of other messages are arrays.
    ///
    /// - Parameter people: ``accounts`` with what is shown of them, in the same order.
    package func body(showing people: [NamedAccount]) -> [UInt8] {
        var writer = JSONWriter()
        writer.beginObject()
        writer.field("OpType", kind.opType)
        writer.field("Operator_Account", `operator`?.text ?? "")
        writer.tipDetails(kind)
        if !people.isEmpty {
            writer.field("List_Account", people.map(\.account.text))
            writer.objects("MsgMemberExtraInfo", of: people) { writer, person in
                writer.field("UserId", person.account.text)
                writer.field("NickName", person.nickName)
                writer.field("ImageUrl", person.avatar)
            }
        }
        writer.endObject()
        return writer.bytes
    }
}

extension GroupTip.Kind {
    /// The number on the wire.
    fileprivate var opType: Int {
        switch self {
        case .joined: 1
        case .left: 2
        case .removed: 3
        case .roleChanged(_, let isAdmin): isAdmin ? 4 : 5
        case .profileChanged, .ownerChanged: 6
        case .muted: 7
        }
    }
}

extension JSONWriter {
    fileprivate mutating func tipDetails(_ kind: GroupTip.Kind) {
        switch kind {
        case .joined(_, let memberNum), .left(_, let memberNum):
            field("MemberNum", memberNum)
        case .profileChanged(let fields):
            key("MsgGroupNewInfo")
            beginObject()
            for member in fields.compactMap(\.tipMember) {
                field(member.name, member.text)
            }
            endObject()
        case .ownerChanged(let owner):
            key("MsgGroupNewInfo")
            beginObject()
            field("Owner_Account", owner.text)
            endObject()
        case .muted(let accounts, let seconds):
            objects("MsgMemberInfo", of: accounts) { writer, account in
                writer.field("User_Account", account.text)
                writer.field("ShutupTime", seconds)
            }
        case .removed, .roleChanged:
            break
        }
    }
}

extension GroupEvent.ProfileField {
    /// The field's member of `MsgGroupNewInfo`; `nil` for a field that tips do not tell.
    var tipMember: (name: StaticString, text: String)? {
        switch self {
        case .name(let text): ("GroupName", text)
        case .introduction(let text): ("GroupIntroduction", text)
        case .notification(let text): ("GroupNotification", text)
        case .faceURL(let text): ("GroupFaceUrl", text)
        default: nil
        }
    }
}
