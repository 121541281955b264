import Groups
import Wire

extension JSONWriter {
    /// Writes a member's entry, in the order of the seed page.
    ///
    /// - Parameters:
    ///   - now: decides whether a mute has run out.
    ///   - isOnline: asked only for those whose `OnlineStatus` is wanted.
    mutating func member(
        _ member: Member, _ selection: MemberSelection, at now: UnixTime, isOnline: (Account) -> Bool
    ) {
        beginObject()
        field("Member_Account", member.account.text)
        memberFields(of: member, selection.fields, at: now)
        if selection.fields.contains(.onlineStatus) {
            field("OnlineStatus", isOnline(member.account) ? "Online" : "Offline")
        }
        if let keys = selection.keys {
            customFields(member.customFields, of: keys, as: "AppMemberDefinedData")
        }
        endObject()
    }

    /// Writes a member's fields into the open object.
    mutating func memberFields(of member: Member, _ fields: MemberFields, at now: UnixTime) {
        if fields.contains(.role) { field("Role", member.role.rawValue) }
        if fields.contains(.joinTime) { field("JoinTime", member.joinTime.seconds) }
        if fields.contains(.msgSeq) { field("MsgSeq", member.msgSeq) }
        if fields.contains(.msgFlag) { field("MsgFlag", member.msgFlag.rawValue) }
        if fields.contains(.lastSendMsgTime) { field("LastSendMsgTime", member.lastSendMsgTime.seconds) }
        if fields.contains(.muteUntil) { field("MuteUntil", member.muteEnd(at: now).seconds) }
        if fields.contains(.shutUpUntil) { field("ShutUpUntil", member.muteEnd(at: now).seconds) }
        if fields.contains(.nameCard) || (fields.contains(.nameCardIfSet) && !member.nameCard.isEmpty) {
            field("NameCard", member.nameCard)
        }
    }
}
