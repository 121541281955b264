import Apps
import Groups
import Wire

extension JSONWriter {
    /// Writes a group's base fields into the open object, in the order of the seed page.
    mutating func baseFields(of profile: GroupProfile, _ fields: BaseFields, app: SDKAppID) {
        if fields.contains(.type) { field("Type", profile.type.rawValue) }
        if fields.contains(.name) { field("Name", profile.name) }
        if fields.contains(.appid) { field("Appid", app.number) }
        if fields.contains(.introduction) { field("Introduction", profile.introduction) }
        if fields.contains(.notification) { field("Notification", profile.notification) }
        if fields.contains(.faceURL) { field("FaceUrl", profile.faceURL) }
        if fields.contains(.owner) { field("Owner_Account", profile.owner?.text ?? "") }
        if fields.contains(.createTime) { field("CreateTime", profile.createTime.seconds) }
        if fields.contains(.infoSeq) { field("InfoSeq", profile.infoSeq) }
        if fields.contains(.lastInfoTime) { field("LastInfoTime", profile.lastInfoTime.seconds) }
        if fields.contains(.lastMsgTime) { field("LastMsgTime", profile.lastMsgTime.seconds) }
        if fields.contains(.nextMsgSeq) { field("NextMsgSeq", profile.nextMsgSeq) }
        if fields.contains(.memberNum), profile.type.storesMembers { field("MemberNum", profile.memberNum) }
        if fields.contains(.maxMemberNum) { field("MaxMemberNum", profile.maxMemberNum) }
        if fields.contains(.applyJoinOption) { field("ApplyJoinOption", profile.applyJoinOption.rawValue) }
        if fields.contains(.inviteJoinOption), profile.type != .avChatRoom {
            field("InviteJoinOption", profile.inviteJoinOption.rawValue)
        }
        if fields.contains(.muteAllMember) { field("MuteAllMember", OnOff(profile.isMuted).rawValue) }
        if fields.contains(.shutUpAllMember) { field("ShutUpAllMember", OnOff(profile.isMuted).rawValue) }
        if profile.type == .community {
            if fields.contains(.supportTopic) { field("SupportTopic", profile.supportsTopics ? 1 : 0) }
            if fields.contains(.enablePermission) {
                field("EnablePermission", profile.enablesPermissions ? 1 : 0)
            }
            if fields.contains(.defaultPermission) { field("DefaultPermission", profile.defaultPermission) }
        }
        if fields.contains(.historyMsgBeforeJoin), profile.type.hasHistorySetting {
            field("HistoryMsgBeforeJoin", OnOff(profile.showsHistoryBeforeJoin).rawValue)
        }
    }

    /// Writes the custom fields that have a value and are wanted; nothing when there are none.
    mutating func customFields(_ fields: [CustomField], of keys: CustomKeys, as name: StaticString) {
        let fields = fields.filter { keys.contains($0.key) }
        guard !fields.isEmpty else {
            return
        }
        key(name)
        beginArray()
        for field in fields {
            customField(field)
        }
        endArray()
    }

    /// Writes one custom field as an object.
    mutating func customField(_ field: CustomField) {
        beginObject()
        self.field("Key", field.key)
        self.field("Value", field.value)
        endObject()
    }
}
