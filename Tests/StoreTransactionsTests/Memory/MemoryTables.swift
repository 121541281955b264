import Groups
import Storage
import StoreTransactions
import Wire

/// The tables of one app in a store in memory.
struct MemoryTables: StoreTables {
    let draft: MemoryDraft
    let app: SDKAppID

    var accounts: any KeyedTable<Account, AccountRow> { table(\.accounts) }
    var portraitItems: any KeyedTable<PortraitKey, PortraitValue> { table(\.portraitItems) }
    var globalMutes: any KeyedTable<Account, GlobalMute> {
        MemoryTable(draft: draft, rows: path(\.globalMutes)) { $0 != .none }
    }
    var groups: any KeyedTable<GroupID, GroupRow> { table(\.groups) }
    var groupCounts: any KeyedTable<GroupType, Int64> { table(\.groupCounts) }
    var groupGrowth: any KeyedTable<AppWide, GroupGrowthRow> { table(\.groupGrowth) }
    var members: any KeyedTable<MemberKey, MemberRow> { table(\.members) }
    var mutes: any KeyedTable<MuteKey, UnixTime> { table(\.mutes) }
    var bans: any KeyedTable<MemberKey, UnixTime> { table(\.bans) }
    var roomAdmins: any KeyedTable<GroupNumber, [Account]> { table(\.roomAdmins) }
    var attributes: any KeyedTable<GroupNumber, AttributesRow> { table(\.attributes) }
    var counters: any KeyedTable<GroupNumber, [GroupCounter]> { table(\.counters) }
    var topics: any KeyedTable<TopicKey, TopicRow> { table(\.topics) }
    var topicCounts: any KeyedTable<GroupNumber, Int> {
        MemoryLookup(draft: draft) { group in rows.topics.keys.count { $0.group == group } }
    }
    var topicReads: any KeyedTable<TopicMemberKey, ReadPosition> { table(\.topicReads) }
    var permissionGroups: any KeyedTable<PermissionGroupKey, PermissionGroupRow> { table(\.permissionGroups) }
    var permissionGroupNumbers: any KeyedTable<PermissionGroupName, Int64> {
        MemoryLookup(draft: draft) { name in
            rows.groups[name.group].flatMap {
                rows.permissionGroups[PermissionGroupKey(group: $0.number, id: name.id)]?.number
            }
        }
    }
    var permissionGroupMembers: any KeyedTable<PermissionGroupMemberKey, Int64> { table(\.permissionGroupMembers) }
    var topicPermissions: any KeyedTable<TopicPermissionKey, Int64> { table(\.topicPermissions) }
    var streams: any KeyedTable<StreamKey, StreamRow> { table(\.streams) }
    var streamNumbers: any KeyedTable<Conversation, StreamNumber> {
        MemoryLookup(draft: draft) { place in
            rows.groups[place.group].flatMap { rows.streams[StreamKey(group: $0.number, topic: place.topic)]?.number }
        }
    }
    var messages: any KeyedTable<MessageKey, MessageRow> { table(\.messages) }
    var recentSends: any KeyedTable<RecentSendKey, [RecentSend]> { table(\.recentSends) }
    var broadcasts: any KeyedTable<AppWide, Int64> { table(\.broadcasts) }
    var receipts: any KeyedTable<ReceiptKey, Bool> { table(\.receipts) }
    var extensions: any KeyedTable<ExtensionKey, MessageExtension> { table(\.extensions) }
    var extensionCounters: any KeyedTable<MessageKey, ExtensionCounter> { table(\.extensionCounters) }
    var extensionCounts: any KeyedTable<MessageKey, Int64> {
        MemoryLookup(draft: draft) { message in Int64(rows.extensions.keys.count { $0.message == message }) }
    }

    func apply(_ change: SetWideChange) {
        draft.counter.write(rows: 1)
        draft.state[app].apply(change)
    }

    func fetch(_ asks: [any StoreAsk]) throws {
        draft.counter.fetch()
        for ask in asks {
            try ask.load()
        }
    }

    // numbers carry more than what is counted, so that no transaction takes one for the other

    func number(_ serial: Int64, ofGroup id: GroupID) -> GroupNumber {
        serial << 10 | Int64(id.text.utf8.count)
    }

    func number(_ serial: Int64, ofStreamIn group: GroupNumber) -> StreamNumber {
        serial << 10 | group & 0x3FF
    }

    /// The app's rows as they are now.
    var rows: MemoryApp { draft.state[app] }

    private func table<Key, Row>(_ rows: WritableKeyPath<MemoryApp, [Key: Row]>) -> MemoryTable<Key, Row> {
        MemoryTable(draft: draft, rows: path(rows))
    }

    private func path<Rows>(_ rows: WritableKeyPath<MemoryApp, Rows>) -> WritableKeyPath<MemoryState, Rows> {
        let app: WritableKeyPath<MemoryState, MemoryApp> = \.[app]
        return app.appending(path: rows)
    }
}

/// One transaction of a store in memory.
struct MemoryTransaction: StoreTransaction {
    let draft: MemoryDraft

    var numbers: any KeyedTable<NumberSeries, Int64> { MemoryTable(draft: draft, rows: \.numbers) }

    func tables(of app: SDKAppID) -> any StoreTables {
        MemoryTables(draft: draft, app: app)
    }
}
