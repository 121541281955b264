import Groups
import StoreTransactions
import Wire

/// All rows of a store in memory, a value that is replaced as a whole.
struct MemoryState: Sendable {
    var numbers: [NumberSeries: Int64] = [:]
    private var apps: [SDKAppID: MemoryApp] = [:]

    subscript(app: SDKAppID) -> MemoryApp {
        get { apps[app] ?? MemoryApp() }
        set { apps[app] = newValue }
    }
}

/// The rows of one app.
struct MemoryApp: Sendable {
    var accounts: [Account: AccountRow] = [:]
    var portraitItems: [PortraitKey: PortraitValue] = [:]
    var globalMutes: [Account: GlobalMute] = [:]
    var groups: [GroupID: GroupRow] = [:]
    var groupCounts: [GroupType: Int64] = [:]
    var groupGrowth: [AppWide: GroupGrowthRow] = [:]
    var members: [MemberKey: MemberRow] = [:]
    var mutes: [MuteKey: UnixTime] = [:]
    var bans: [MemberKey: UnixTime] = [:]
    var roomAdmins: [GroupNumber: [Account]] = [:]
    var attributes: [GroupNumber: AttributesRow] = [:]
    var counters: [GroupNumber: [GroupCounter]] = [:]
    var topics: [TopicKey: TopicRow] = [:]
    var topicReads: [TopicMemberKey: ReadPosition] = [:]
    var permissionGroups: [PermissionGroupKey: PermissionGroupRow] = [:]
    var permissionGroupMembers: [PermissionGroupMemberKey: Int64] = [:]
    var topicPermissions: [TopicPermissionKey: Int64] = [:]
    var streams: [StreamKey: StreamRow] = [:]
    /// Streams whose group or topic is gone, by number.
    var cutOffStreams: [StreamNumber: StreamRow] = [:]
    var messages: [MessageKey: MessageRow] = [:]
    var recentSends: [RecentSendKey: [RecentSend]] = [:]
    var broadcasts: [AppWide: Int64] = [:]
    var receipts: [ReceiptKey: Bool] = [:]
    var extensions: [ExtensionKey: MessageExtension] = [:]
    var extensionCounters: [MessageKey: ExtensionCounter] = [:]

    /// A group by its number.
    func group(_ number: GroupNumber) -> GroupRow? {
        groups.values.first { $0.number == number }
    }

    /// The members of a group in list order: the owner first, then by join time, then in order of entry.
    func memberList(of group: GroupNumber) -> [MemberRow] {
        members.filter { $0.key.group == group }.values.sorted { $0.place < $1.place }
    }
}

extension MemberRow {
    /// What orders a list of members.
    var place: (rank: Int, joinTime: UnixTime, entry: Int64) {
        (member.role == .owner ? 0 : 1, member.joinTime, entry)
    }
}
