import GRDB
import Groups
import Storage
import StoreTransactions
import Wire

/// The tables of all apps, inside one transaction.
struct SQLiteTransaction: StoreTransaction {
    let database: Database

    var numbers: any KeyedTable<NumberSeries, Int64> { NumberTable(database: database) }

    func tables(of app: SDKAppID) -> any StoreTables {
        SQLiteTables(database, app: app)
    }

    /// Some failures, a full disk among them, end a transaction by themselves.
    var isOpen: Bool { database.isInsideTransaction }
}

/// The tables as one app sees them, inside one transaction.
struct SQLiteTables: StoreTables {
    let accountTable: AccountTable
    let portraitTable: PortraitTable
    let globalMuteTable: GlobalMuteTable
    let groupTable: GroupTable
    let memberTable: MemberTable
    let muteTable: MuteTable
    let banTable: BanTable
    let roomAdminTable: RoomAdminTable
    let attributeTable: AttributeTable
    let counterTable: CounterTable
    let topicTable: TopicTable
    let permissionGroupTable: PermissionGroupTable
    let topicPermissionTable: TopicPermissionTable
    let streamTable: StreamTable
    let messageTable: MessageTable
    let recentSendTable: RecentSendTable
    let receiptTable: ReceiptTable
    let extensionTable: ExtensionTable
    private let database: Database
    let app: SDKAppID

    init(_ database: Database, app: SDKAppID) {
        self.database = database
        self.app = app
        accountTable = AccountTable(database: database, app: app)
        portraitTable = PortraitTable(database: database, app: app)
        globalMuteTable = GlobalMuteTable(database: database, app: app)
        groupTable = GroupTable(database: database, app: app)
        memberTable = MemberTable(database: database, app: app)
        muteTable = MuteTable(database: database, app: app)
        banTable = BanTable(database: database, app: app)
        roomAdminTable = RoomAdminTable(database: database, app: app)
        attributeTable = AttributeTable(database: database, app: app)
        counterTable = CounterTable(database: database, app: app)
        topicTable = TopicTable(database: database, app: app)
        permissionGroupTable = PermissionGroupTable(database: database, app: app)
        topicPermissionTable = TopicPermissionTable(database: database, app: app)
        streamTable = StreamTable(database: database, app: app)
        messageTable = MessageTable(database: database)
        recentSendTable = RecentSendTable(database: database, app: app)
        receiptTable = ReceiptTable(database: database)
        extensionTable = ExtensionTable(database: database)
    }
}

/// Rows by key.
extension SQLiteTables {
    var accounts: any KeyedTable<Account, AccountRow> { accountTable }
    var portraitItems: any KeyedTable<PortraitKey, PortraitValue> { portraitTable }
    var globalMutes: any KeyedTable<Account, GlobalMute> { globalMuteTable }
    var groups: any KeyedTable<GroupID, GroupRow> { groupTable }
    var groupCounts: any KeyedTable<GroupType, Int64> { GroupCountTable(database: database, app: app) }
    var groupGrowth: any KeyedTable<AppWide, GroupGrowthRow> { GroupGrowthTable(database: database, app: app) }
    var members: any KeyedTable<MemberKey, MemberRow> { memberTable }
    var mutes: any KeyedTable<MuteKey, UnixTime> { muteTable }
    var bans: any KeyedTable<MemberKey, UnixTime> { banTable }
    var roomAdmins: any KeyedTable<GroupNumber, [Account]> { roomAdminTable }
    var attributes: any KeyedTable<GroupNumber, AttributesRow> { attributeTable }
    var counters: any KeyedTable<GroupNumber, [GroupCounter]> { counterTable }
    var topics: any KeyedTable<TopicKey, TopicRow> { topicTable }
    var topicCounts: any KeyedTable<GroupNumber, Int> { TopicCountTable(topics: topicTable) }
    var topicReads: any KeyedTable<TopicMemberKey, ReadPosition> { TopicReadTable(database: database, app: app) }
    var permissionGroups: any KeyedTable<PermissionGroupKey, PermissionGroupRow> { permissionGroupTable }
    var permissionGroupMembers: any KeyedTable<PermissionGroupMemberKey, Int64> {
        PermissionGroupMemberTable(database: database, app: app)
    }
    var topicPermissions: any KeyedTable<TopicPermissionKey, Int64> { topicPermissionTable }
    var streams: any KeyedTable<StreamKey, StreamRow> { streamTable }
    var messages: any KeyedTable<MessageKey, MessageRow> { messageTable }
    var recentSends: any KeyedTable<RecentSendKey, [RecentSend]> { recentSendTable }
    var broadcasts: any KeyedTable<AppWide, Int64> { BroadcastTable(database: database, app: app) }
    var receipts: any KeyedTable<ReceiptKey, Bool> { receiptTable }
    var extensions: any KeyedTable<ExtensionKey, MessageExtension> { extensionTable }
    var extensionCounters: any KeyedTable<MessageKey, ExtensionCounter> { ExtensionCounterTable(database: database) }
    var extensionCounts: any KeyedTable<MessageKey, Int64> { ExtensionCountTable(extensions: extensionTable) }
}
