import Groups
import Storage
import StoreTransactions
import Wire

/// The tables of all apps, inside one transaction.
struct PostgresTransaction: StoreTransaction {
    let session: Session

    var numbers: any KeyedTable<NumberSeries, Int64> { NumberTable(session: session) }

    func tables(of app: SDKAppID) -> any StoreTables {
        PostgresTables(session: session, app: app)
    }

    /// A statement that is refused ends a transaction.
    var isOpen: Bool { session.isOpen }
}

/// The tables as one app sees them, inside one transaction.
struct PostgresTables: StoreTables {
    let session: Session
    let app: SDKAppID

    func fetch(_ asks: [any StoreAsk]) throws {
        try session.gather(asks)
    }

    // numbers end with the bucket, which so is known wherever they are

    func number(_ serial: Int64, ofGroup id: GroupID) -> GroupNumber {
        serial << Bucket.bits | Bucket.of(id, in: app)
    }

    func number(_ serial: Int64, ofStreamIn group: GroupNumber) -> StreamNumber {
        serial << Bucket.bits | Bucket.of(group)
    }
}

/// The tables by their names.
extension PostgresTables {
    var accountTable: AccountTable { AccountTable(session: session, app: app) }
    var portraitTable: PortraitTable { PortraitTable(session: session, app: app) }
    var globalMuteTable: GlobalMuteTable { GlobalMuteTable(session: session, app: app) }
    var groupTable: GroupTable { GroupTable(session: session, app: app) }
    var memberTable: MemberTable { MemberTable(session: session, app: app) }
    var membershipTable: MembershipTable { MembershipTable(session: session, app: app) }
    var muteTable: MuteTable { MuteTable(session: session) }
    var banTable: BanTable { BanTable(session: session) }
    var roomAdminTable: RoomAdminTable { RoomAdminTable(session: session, accounts: accountTable) }
    var attributeTable: AttributeTable { AttributeTable(session: session) }
    var counterTable: CounterTable { CounterTable(session: session) }
    var topicTable: TopicTable { TopicTable(session: session) }
    var permissionGroupTable: PermissionGroupTable { PermissionGroupTable(session: session) }
    var topicPermissionTable: TopicPermissionTable { TopicPermissionTable(session: session) }
    var streamTable: StreamTable { StreamTable(session: session, app: app) }
    var messageTable: MessageTable { MessageTable(session: session) }
    var recentSendTable: RecentSendTable { RecentSendTable(session: session, app: app) }
    var receiptTable: ReceiptTable { ReceiptTable(session: session) }
    var extensionTable: ExtensionTable { ExtensionTable(session: session) }
}

/// Rows by key.
extension PostgresTables {
    var accounts: any KeyedTable<Account, AccountRow> { accountTable }
    var portraitItems: any KeyedTable<PortraitKey, PortraitValue> { portraitTable }
    var globalMutes: any KeyedTable<Account, GlobalMute> { globalMuteTable }
    var groups: any KeyedTable<GroupID, GroupRow> { groupTable }
    var groupCounts: any KeyedTable<GroupType, Int64> { GroupCountTable(session: session, app: app) }
    var groupGrowth: any KeyedTable<AppWide, GroupGrowthRow> { GroupGrowthTable(session: session, app: app) }
    var members: any KeyedTable<MemberKey, MemberRow> { memberTable }
    var mutes: any KeyedTable<MuteKey, UnixTime> { muteTable }
    var bans: any KeyedTable<MemberKey, UnixTime> { banTable }
    var roomAdmins: any KeyedTable<GroupNumber, [Account]> { roomAdminTable }
    var attributes: any KeyedTable<GroupNumber, AttributesRow> { attributeTable }
    var counters: any KeyedTable<GroupNumber, [GroupCounter]> { counterTable }
    var topics: any KeyedTable<TopicKey, TopicRow> { topicTable }
    var topicCounts: any KeyedTable<GroupNumber, Int> { TopicCountTable(topics: topicTable) }
    var topicReads: any KeyedTable<TopicMemberKey, ReadPosition> { TopicReadTable(session: session) }
    var permissionGroups: any KeyedTable<PermissionGroupKey, PermissionGroupRow> { permissionGroupTable }
    var permissionGroupNumbers: any KeyedTable<PermissionGroupName, Int64> {
        PermissionGroupNumberTable(session: session, app: app)
    }
    var permissionGroupMembers: any KeyedTable<PermissionGroupMemberKey, Int64> {
        PermissionGroupMemberTable(session: session)
    }
    var topicPermissions: any KeyedTable<TopicPermissionKey, Int64> { topicPermissionTable }
    var streams: any KeyedTable<StreamKey, StreamRow> { streamTable }
    var streamNumbers: any KeyedTable<Conversation, StreamNumber> { StreamNumberTable(session: session, app: app) }
    var messages: any KeyedTable<MessageKey, MessageRow> { messageTable }
    var recentSends: any KeyedTable<RecentSendKey, [RecentSend]> { recentSendTable }
    var broadcasts: any KeyedTable<AppWide, Int64> { BroadcastTable(session: session, app: app) }
    var receipts: any KeyedTable<ReceiptKey, Bool> { receiptTable }
    var extensions: any KeyedTable<ExtensionKey, MessageExtension> { extensionTable }
    var extensionCounters: any KeyedTable<MessageKey, ExtensionCounter> { ExtensionCounterTable(session: session) }
    var extensionCounts: any KeyedTable<MessageKey, Int64> { ExtensionCountTable(extensions: extensionTable) }
}
