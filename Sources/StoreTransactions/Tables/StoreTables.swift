package import Groups
package import Storage
package import Wire

/// The tables of one app in a store, inside one transaction of it.
///
/// A store brings these, its schema, its queue of commits and its readers. What transactions do with the rows is written
/// once, as extensions of ``UnitOfWork``.
package protocol StoreTables {
    // MARK: Rows by key

    var accounts: any KeyedTable<Account, AccountRow> { get }
    var portraitItems: any KeyedTable<PortraitKey, PortraitValue> { get }
    /// A row that is ``GlobalMute/none`` is not kept.
    var globalMutes: any KeyedTable<Account, GlobalMute> { get }
    var groups: any KeyedTable<GroupID, GroupRow> { get }
    /// How many groups of each type there are.
    var groupCounts: any KeyedTable<GroupType, Int64> { get }
    /// A store that writes in several transactions at once lets one at a time ask for it, so that the counts of groups stay as
    /// they are: whoever checks a quota asks.
    var groupGrowth: any KeyedTable<AppWide, GroupGrowthRow> { get }
    var members: any KeyedTable<MemberKey, MemberRow> { get }
    /// The end of each mute.
    var mutes: any KeyedTable<MuteKey, UnixTime> { get }
    /// The end of each ban.
    var bans: any KeyedTable<MemberKey, UnixTime> { get }
    var roomAdmins: any KeyedTable<GroupNumber, [Account]> { get }
    var attributes: any KeyedTable<GroupNumber, AttributesRow> { get }
    /// In the order of their creation.
    var counters: any KeyedTable<GroupNumber, [GroupCounter]> { get }
    var topics: any KeyedTable<TopicKey, TopicRow> { get }
    /// How many topics a group has; the store counts the rows themselves, and has nothing to write.
    var topicCounts: any KeyedTable<GroupNumber, Int> { get }
    var topicReads: any KeyedTable<TopicMemberKey, ReadPosition> { get }
    /// Transactions write `memberCount` into the row; the store lowers it only when a set-wide change takes members out.
    var permissionGroups: any KeyedTable<PermissionGroupKey, PermissionGroupRow> { get }
    /// The number of a permission group, found by its names, as ``streamNumbers``.
    var permissionGroupNumbers: any KeyedTable<PermissionGroupName, Int64> { get }
    /// The place of each member in the list of a permission group.
    var permissionGroupMembers: any KeyedTable<PermissionGroupMemberKey, Int64> { get }
    /// Rights as bit masks.
    var topicPermissions: any KeyedTable<TopicPermissionKey, Int64> { get }
    var streams: any KeyedTable<StreamKey, StreamRow> { get }
    /// The number of a conversation's stream, found by the names of the conversation, so that a transaction learns it with
    /// the group; nothing is written. A store that answers at once is never asked.
    var streamNumbers: any KeyedTable<Conversation, StreamNumber> { get }
    var messages: any KeyedTable<MessageKey, MessageRow> { get }
    /// The sendings that were noted under a key, in any order.
    var recentSends: any KeyedTable<RecentSendKey, [RecentSend]> { get }
    /// The number of the last broadcast.
    var broadcasts: any KeyedTable<AppWide, Int64> { get }
    /// Whether an account that a message asked has read it.
    var receipts: any KeyedTable<ReceiptKey, Bool> { get }
    var extensions: any KeyedTable<ExtensionKey, MessageExtension> { get }
    var extensionCounters: any KeyedTable<MessageKey, ExtensionCounter> { get }
    /// How many pairs a message has; the store counts the rows themselves, and has nothing to write.
    var extensionCounts: any KeyedTable<MessageKey, Int64> { get }

    // MARK: Questions

    /// What hangs on accounts in groups.
    func traces(of accounts: [Account]) throws -> [AccountTraces]
    /// Which of the accounts are members of at least so many groups; AVChatRooms have no stored members.
    func accounts(among accounts: [Account], inAtLeast count: Int64) throws -> Set<Account>
    /// How many of the accounts are members of each group, by whichever are fewer to read.
    func memberCounts(of groups: [GroupNumber: Int64], among accounts: Set<Account>) throws -> [GroupNumber: Int]
    /// The accounts of all members of a group, in list order.
    func memberAccounts(of group: GroupNumber) throws -> [Account]
    /// The bans that still run, by their end, then by account.
    func bans(of group: GroupNumber, offset: Int64, limit: Int, at now: UnixTime) throws -> [TimedAccount]
    /// The mutes that still run, by their end, the latest first, then by account.
    func mutes(of group: GroupNumber, topic: TopicID?, at now: UnixTime) throws -> [TimedAccount]
    /// The profile fields of accounts but nickname and avatar, by tag.
    func portraits(of accounts: [Account]) throws -> [Account: [String: PortraitValue]]
    /// Groups in the order of their numbers; a `nil` type lists all.
    func groups(of type: GroupType?, after number: GroupNumber, limit: Int) throws -> [ListedGroup]
    /// Some accounts of the app, each once.
    func accounts(limit: Int) throws -> [Account]
    /// Accounts from a name on, in the order of the bytes of their names.
    func accounts(from name: String, limit: Int) throws -> [Account]
    /// All topics of a group, by time of creation, then by identifier.
    func topics(of group: GroupNumber) throws -> [TopicRow]
    /// Permission groups behind a number, in the order of creation.
    func permissionGroups(
        of group: GroupNumber, after number: Int64, limit: Int64
    ) throws -> [PermissionGroupRow]
    /// Members of a permission group behind a place, by place.
    func permissionGroupMembers(
        of permissionGroup: Int64, in group: GroupNumber, after entry: Int64, limit: Int64
    ) throws -> [PermissionGroupMember]
    /// All rights of a permission group, by topic.
    func topicPermissions(of permissionGroup: Int64, in group: GroupNumber) throws -> [TopicPermission]
    /// The messages of a range that are there, the newest first.
    func messages(in seqs: ClosedRange<Int64>, of stream: StreamNumber) throws -> [MessageRow]
    /// How many have read each of the messages, in their order.
    func receiptCounts(of messages: [MessageKey]) throws -> [ReceiptCount]
    /// Accounts that have read a message, or have not, by account.
    func receipts(
        of message: MessageKey, areRead: Bool, after account: Account?, limit: Int64
    ) throws -> [Account]
    /// Pairs of a message from a number on, by number and key: as many as the limit, and all of the last one's call.
    func extensions(of message: MessageKey, from startSeq: Int64, limit: Int64) throws -> ExtensionList
    /// Streams by number, those of groups and topics that are gone included.
    func streams(after number: StreamNumber, limit: Int64) throws -> [ListedStream]
    /// The newest message and the oldest ones of streams, in the order of the streams.
    func ends(of streams: [StreamNumber], oldest limit: Int64) throws -> [StreamEnds]

    // MARK: Changes that are no rows in memory

    /// Makes a change of many rows.
    func apply(_ change: SetWideChange) throws

    /// Answers what the transactions of a batch ask for, all in one round trip where the store is far away.
    func fetch(_ asks: [any StoreAsk]) throws

    // MARK: Numbers

    /// The number of a new group. Numbers of groups keep the order of their serials.
    ///
    /// - Parameter serial: what the store counts; by default it is the number.
    func number(_ serial: Int64, ofGroup id: GroupID) -> GroupNumber
    /// The number of a new stream, as that of a new group.
    func number(_ serial: Int64, ofStreamIn group: GroupNumber) -> StreamNumber
}

extension StoreTables {
    package var permissionGroupNumbers: any KeyedTable<PermissionGroupName, Int64> { NoNumbers() }
    package var streamNumbers: any KeyedTable<Conversation, StreamNumber> { NoNumbers() }

    package func number(_ serial: Int64, ofGroup id: GroupID) -> GroupNumber { serial }

    package func number(_ serial: Int64, ofStreamIn group: GroupNumber) -> StreamNumber { serial }

    package func fetch(_ asks: [any StoreAsk]) throws {
        for ask in asks {
            try ask.load()
        }
    }
}

/// What a store has that answers at once.
private struct NoNumbers<Key: Hashable & Sendable>: KeyedTable {
    func find(_: Key) -> Int64? { nil }

    func write(_: [RowChange<Key, Int64>]) {}
}
