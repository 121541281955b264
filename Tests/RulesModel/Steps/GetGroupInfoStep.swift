import Wire

struct GetGroupInfoStep: Step {
    static let name = CommandName(service: .groupOpen, command: "get_group_info")
    let ids: [String]
    /// Whether every field is asked for by name; an unfiltered answer leaves some out.
    let namesFields: Bool

    private static let baseFields = [
        "Type", "Name", "Appid", "Introduction", "Notification", "FaceUrl", "Owner_Account", "CreateTime", "InfoSeq",
        "LastInfoTime", "LastMsgTime", "NextMsgSeq", "MemberNum", "MaxMemberNum", "ApplyJoinOption",
        "InviteJoinOption", "MuteAllMember", "SupportTopic", "EnablePermission", "DefaultPermission",
        "HistoryMsgBeforeJoin",
    ]
    private static let memberFields = [
        "Role", "JoinTime", "MsgSeq", "MsgFlag", "LastSendMsgTime", "MuteUntil", "NameCard",
    ]
    private static let filter: Fields = {
        var fields = Fields()
        fields.add("GroupBaseInfoFilter", baseFields)
        fields.add("MemberInfoFilter", memberFields)
        fields.add("AppDefinedDataFilter_Group", (0..<13).map { "g\($0)" })
        fields.add("AppDefinedDataFilter_GroupMember", (0..<8).map { "m\($0)" })
        return fields
    }()

    static func random(_ dice: inout Dice, in app: ModelApp) -> Self {
        Self(
            ids: dice.list(1...3) { $0.chance(5) ? String(repeating: "x", count: 49) : $0.group(in: app) },
            namesFields: dice.chance(50))
    }

    var body: Fields {
        var fields = Fields()
        fields.add("GroupIdList", ids)
        fields.add("ResponseFilter", namesFields ? Self.filter : nil)
        return fields
    }

    func apply(to app: inout ModelApp, at now: Int) throws(Refusal) -> Fields {
        var entries: [Fields] = []
        for id in ids {
            do throws(Refusal) {
                entries.append(entry(of: try app.group(id), in: app, at: now))
            } catch {
                entries.append(Self.failure(of: id, code: error.code))
            }
        }
        var answer = Fields()
        answer.add("GroupInfo", entries)
        return answer
    }

    private static func failure(of id: String, code: Int) -> Fields {
        var entry = Fields()
        entry.add("GroupId", id)
        entry.add("ErrorCode", code)
        entry.add("ErrorInfo", "")
        return entry
    }

    private func entry(of group: ModelGroup, in app: ModelApp, at now: Int) -> Fields {
        let storesMembers = group.type != "AVChatRoom"
        let isCommunity = group.type == "Community"
        var entry = Self.failure(of: group.id, code: 0)
        entry.add("Type", group.type)
        entry.add("Name", group.name)
        entry.add("Appid", app.number)
        entry.add("Introduction", group.introduction)
        entry.add("Notification", group.notification)
        entry.add("FaceUrl", group.faceURL)
        entry.add("Owner_Account", group.owner ?? "")
        entry.add("CreateTime", group.createTime)
        entry.add("InfoSeq", namesFields ? group.infoSeq : nil)
        entry.add("LastInfoTime", group.lastInfoTime)
        entry.add("LastMsgTime", group.lastMsgTime)
        entry.add("NextMsgSeq", group.messages.count + 1)
        entry.add("MemberNum", storesMembers ? group.members.count : nil)
        entry.add("MaxMemberNum", group.maxMemberNum)
        entry.add("ApplyJoinOption", group.applyJoinOption)
        entry.add("InviteJoinOption", namesFields && storesMembers ? group.inviteJoinOption : nil)
        entry.add("MuteAllMember", group.isMuted ? "On" : "Off")
        entry.add("SupportTopic", namesFields && isCommunity ? (group.supportsTopics ? 1 : 0) : nil)
        entry.add("EnablePermission", namesFields && isCommunity ? (group.enablesPermissions ? 1 : 0) : nil)
        entry.add("DefaultPermission", namesFields && isCommunity ? group.defaultPermission : nil)
        entry.add(
            "HistoryMsgBeforeJoin",
            namesFields && storesMembers && !isCommunity ? (group.showsHistory ? "On" : "Off") : nil)
        entry.add("AppDefinedData", group.fields.listed)
        let items = group.listedMembers.map { group.entry(of: $0, at: now, withNameCard: namesFields) }
        entry.add("MemberList", storesMembers ? items : nil)
        return entry
    }
}

extension ModelGroup {
    /// A member's entry in an answer that holds everything, or everything but the name card.
    func entry(of member: ModelMember, at now: Int, withNameCard: Bool = true) -> Fields {
        var entry = Fields()
        entry.add("Member_Account", member.account)
        entry.add("Role", member.role)
        entry.add("JoinTime", member.joinTime)
        entry.add("MsgSeq", member.msgSeq)
        entry.add("MsgFlag", member.msgFlag)
        entry.add("LastSendMsgTime", member.lastSendMsgTime)
        entry.add("MuteUntil", muteEnd(of: member.account, at: now))
        entry.add("NameCard", withNameCard ? member.nameCard : nil)
        entry.add("AppMemberDefinedData", member.fields.listed)
        return entry
    }
}
