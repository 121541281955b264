import Groups
import Storage
import Wire

/// Writes the answer of `get_group_info` while the store shows groups and members, in the order of the seed page.
///
/// It stops the reading as soon as the answer is too large, so nothing is read or written that cannot be delivered.
struct GroupInfoWriter: GroupVisitor {
    private var writer: JSONWriter
    private let entries: [(text: String, id: GroupID?)]
    private let selection: GroupInfoSelection
    private let app: SDKAppID
    private let now: UnixTime
    private let maximumBytes: Int
    /// The entry of the request that is written next.
    private var position = 0
    /// Whether an entry's member list is open.
    private var isListingMembers = false

    /// - Parameters:
    ///   - entries: the identifiers of the request, with `nil` for those that are malformed.
    ///   - now: decides which mutes have run out.
    ///   - maximumBytes: of the whole answer.
    init(
        entries: [(text: String, id: GroupID?)],
        selection: GroupInfoSelection,
        app: SDKAppID,
        now: UnixTime,
        maximumBytes: Int
    ) {
        self.entries = entries
        self.selection = selection
        self.app = app
        self.now = now
        self.maximumBytes = maximumBytes
        writer = Envelope.success(capacity: 4_096)
        writer.key("GroupInfo")
        writer.beginArray()
    }

    /// The answer; complete after ``finish()``.
    var bytes: [UInt8] { writer.bytes }

    /// Closes the answer.
    ///
    /// - Returns: whether it is small enough to be delivered.
    mutating func finish() -> Bool {
        writeMalformedEntries()
        writer.endArray()
        writer.endObject()
        return writer.count <= maximumBytes
    }

    // MARK: GroupVisitor

    mutating func visit(_ profile: GroupProfile) -> Bool {
        writeMalformedEntries()
        position += 1
        writer.beginObject()
        writer.field("GroupId", profile.id.text)
        writer.raw(#","ErrorCode":0,"ErrorInfo":"""#)
        writeBase(of: profile)
        if let keys = selection.groupKeys {
            write(profile.customFields, of: keys, as: "AppDefinedData")
        }
        isListingMembers = selection.members != nil && profile.type.storesMembers
        if isListingMembers {
            writer.key("MemberList")
            writer.beginArray()
        } else if selection.members == nil {
            writer.endObject()
        }
        return fits
    }

    mutating func visitMissing(_ group: GroupID) -> Bool {
        writeMalformedEntries()
        position += 1
        writeFailure(of: group.text, code: .groupNotFound, text: "this group does not exist")
        return fits
    }

    mutating func visit(_ member: Member) -> Bool {
        guard isListingMembers, let wanted = selection.members else {
            return true
        }
        write(member, wanted.fields)
        if let keys = wanted.keys {
            write(member.customFields, of: keys, as: "AppMemberDefinedData")
        }
        writer.endObject()
        return fits
    }

    mutating func endMembers() -> Bool {
        if isListingMembers {
            writer.endArray()
            isListingMembers = false
        }
        writer.endObject()
        return fits
    }

    // MARK: -

    private var fits: Bool { writer.count <= maximumBytes }

    /// Writes the entries whose identifiers could never be one, up to the next that the store can look for.
    private mutating func writeMalformedEntries() {
        while position < entries.count, entries[position].id == nil {
            writeFailure(of: entries[position].text, code: .invalidGroupID, text: "invalid group id")
            position += 1
        }
    }

    private mutating func writeFailure(of text: String, code: ErrorCode, text reason: String) {
        writer.beginObject()
        writer.field("GroupId", text)
        writer.field("ErrorCode", code.rawValue)
        writer.field("ErrorInfo", reason)
        writer.endObject()
    }

    private mutating func writeBase(of profile: GroupProfile) {
        let fields = selection.base
        if fields.contains(.type) { writer.field("Type", profile.type.rawValue) }
        if fields.contains(.name) { writer.field("Name", profile.name) }
        if fields.contains(.appid) { writer.field("Appid", app.number) }
        if fields.contains(.introduction) { writer.field("Introduction", profile.introduction) }
        if fields.contains(.notification) { writer.field("Notification", profile.notification) }
        if fields.contains(.faceURL) { writer.field("FaceUrl", profile.faceURL) }
        if fields.contains(.owner) { writer.field("Owner_Account", profile.owner?.text ?? "") }
        if fields.contains(.createTime) { writer.field("CreateTime", profile.createTime.seconds) }
        if fields.contains(.infoSeq) { writer.field("InfoSeq", profile.infoSeq) }
        if fields.contains(.lastInfoTime) { writer.field("LastInfoTime", profile.lastInfoTime.seconds) }
        if fields.contains(.lastMsgTime) { writer.field("LastMsgTime", profile.lastMsgTime.seconds) }
        if fields.contains(.nextMsgSeq) { writer.field("NextMsgSeq", profile.nextMsgSeq) }
        if fields.contains(.memberNum), profile.type.storesMembers { writer.field("MemberNum", profile.memberNum) }
        if fields.contains(.maxMemberNum) { writer.field("MaxMemberNum", profile.maxMemberNum) }
        if fields.contains(.applyJoinOption) { writer.field("ApplyJoinOption", profile.applyJoinOption.rawValue) }
        if fields.contains(.inviteJoinOption), profile.type != .avChatRoom {
            writer.field("InviteJoinOption", profile.inviteJoinOption.rawValue)
        }
        if fields.contains(.muteAllMember) { writer.field("MuteAllMember", OnOff(profile.isMuted).rawValue) }
        if fields.contains(.shutUpAllMember) { writer.field("ShutUpAllMember", OnOff(profile.isMuted).rawValue) }
        if profile.type == .community {
            if fields.contains(.supportTopic) { writer.field("SupportTopic", profile.supportsTopics ? 1 : 0) }
            if fields.contains(.enablePermission) {
                writer.field("EnablePermission", profile.enablesPermissions ? 1 : 0)
            }
            if fields.contains(.defaultPermission) { writer.field("DefaultPermission", profile.defaultPermission) }
        }
        if fields.contains(.historyMsgBeforeJoin), profile.type.hasHistorySetting {
            writer.field("HistoryMsgBeforeJoin", OnOff(profile.showsHistoryBeforeJoin).rawValue)
        }
    }

    private mutating func write(_ member: Member, _ fields: MemberFields) {
        writer.beginObject()
        writer.field("Member_Account", member.account.text)
        if fields.contains(.role) { writer.field("Role", member.role.rawValue) }
        if fields.contains(.joinTime) { writer.field("JoinTime", member.joinTime.seconds) }
        if fields.contains(.msgSeq) { writer.field("MsgSeq", member.msgSeq) }
        if fields.contains(.msgFlag) { writer.field("MsgFlag", member.msgFlag.rawValue) }
        if fields.contains(.lastSendMsgTime) { writer.field("LastSendMsgTime", member.lastSendMsgTime.seconds) }
        if fields.contains(.muteUntil) { writer.field("MuteUntil", member.muteEnd(at: now).seconds) }
        if fields.contains(.shutUpUntil) { writer.field("ShutUpUntil", member.muteEnd(at: now).seconds) }
        if fields.contains(.nameCard) || (fields.contains(.nameCardIfSet) && !member.nameCard.isEmpty) {
            writer.field("NameCard", member.nameCard)
        }
    }

    private mutating func write(
        _ fields: [CustomField], of keys: GroupInfoSelection.CustomKeys, as name: StaticString
    ) {
        let fields = fields.filter { keys.contains($0.key) }
        guard !fields.isEmpty else {
            return
        }
        writer.key(name)
        writer.beginArray()
        for field in fields {
            writer.beginObject()
            writer.field("Key", field.key)
            writer.field("Value", field.value)
            writer.endObject()
        }
        writer.endArray()
    }
}
