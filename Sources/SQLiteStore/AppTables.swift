import GRDB
import Wire

/// The tables as one app sees them, inside one transaction.
struct AppTables {
    let accounts: AccountTable
    let attributes: AttributeTable
    let counters: CounterTable
    let globalMutes: GlobalMuteTable
    let groups: GroupTable
    let groupCounts: GroupCountTable
    let members: MemberTable
    let mutes: MuteTable
    let groupGrowth: GroupGrowthTable
    let portraits: PortraitTable
    let roomAdmins: RoomAdminTable
    let bans: BanTable
    let topics: TopicTable
    let permissionGroups: PermissionGroupTable
    let topicPermissions: TopicPermissionTable
    let streams: StreamTable
    let messages: MessageTable
    let recentSends: RecentSendTable
    let broadcasts: BroadcastTable
    let receipts: ReceiptTable
    let extensions: ExtensionTable
    let topicReads: TopicReadTable

    init(_ database: Database, app: SDKAppID) {
        accounts = AccountTable(database: database, app: app)
        attributes = AttributeTable(database: database, app: app)
        counters = CounterTable(database: database, app: app)
        globalMutes = GlobalMuteTable(database: database, app: app)
        groups = GroupTable(database: database, app: app)
        groupCounts = GroupCountTable(database: database, app: app)
        members = MemberTable(database: database, app: app)
        mutes = MuteTable(database: database, app: app, members: members)
        groupGrowth = GroupGrowthTable(database: database, app: app)
        portraits = PortraitTable(database: database, app: app)
        roomAdmins = RoomAdminTable(database: database, app: app)
        bans = BanTable(database: database, app: app)
        topics = TopicTable(database: database, app: app)
        permissionGroups = PermissionGroupTable(database: database, app: app)
        topicPermissions = TopicPermissionTable(database: database, app: app)
        streams = StreamTable(database: database, app: app)
        messages = MessageTable(database: database)
        recentSends = RecentSendTable(database: database, app: app)
        broadcasts = BroadcastTable(database: database, app: app)
        receipts = ReceiptTable(database: database)
        extensions = ExtensionTable(database: database)
        topicReads = TopicReadTable(database: database, app: app)
    }
}
