import Groups
import Storage
import StoreTransactions
import Wire

/// Questions that are not about the row under a key.
extension PostgresTables {
    func traces(of accounts: [Account]) throws -> [AccountTraces] {
        try TraceTable(session: session, accounts: accountTable, groups: groupTable).traces(of: accounts)
    }

    /// A transaction that writes holds the accounts, so that they do not become members elsewhere meanwhile.
    func accounts(among accounts: [Account], inAtLeast count: Int64) throws -> Set<Account> {
        guard session.locksGroups else {
            return try membershipTable.accounts(among: accounts, inAtLeast: count)
        }
        return try session.both(
            { try accountTable.hold(accounts) },
            { try membershipTable.accounts(among: accounts, inAtLeast: count) }
        ).1
    }

    func memberCounts(of groups: [GroupNumber: Int64], among accounts: Set<Account>) throws -> [GroupNumber: Int] {
        try memberTable.counts(of: groups, among: accounts)
    }

    func memberAccounts(of group: GroupNumber) throws -> [Account] {
        try memberTable.accounts(of: group)
    }

    func bans(of group: GroupNumber, offset: Int64, limit: Int, at now: UnixTime) throws -> [TimedAccount] {
        try banTable.list(of: group, offset: offset, limit: limit, at: now)
    }

    func mutes(of group: GroupNumber, topic: TopicID?, at now: UnixTime) throws -> [TimedAccount] {
        try muteTable.list(of: group, topic: topic, at: now)
    }

    func portraits(of accounts: [Account]) throws -> [Account: [String: PortraitValue]] {
        try portraitTable.all(of: accounts)
    }

    func groups(of type: GroupType?, after number: GroupNumber, limit: Int) throws -> [ListedGroup] {
        try groupTable.list(of: type, after: number, limit: limit)
    }

    func accounts(limit: Int) throws -> [Account] {
        try accountTable.list(limit: limit)
    }

    func accounts(from name: String, limit: Int) throws -> [Account] {
        try accountTable.list(from: name, limit: limit)
    }

    func topics(of group: GroupNumber) throws -> [TopicRow] {
        try topicTable.rows(of: group)
    }

    func permissionGroups(of group: GroupNumber, after number: Int64, limit: Int64) throws -> [PermissionGroupRow] {
        try permissionGroupTable.page(of: group, after: number, limit: limit)
    }

    func permissionGroupMembers(
        of permissionGroup: Int64, in group: GroupNumber, after entry: Int64, limit: Int64
    ) throws -> [PermissionGroupMember] {
        try permissionGroupTable.members(of: permissionGroup, in: group, after: entry, limit: limit)
    }

    func topicPermissions(of permissionGroup: Int64, in group: GroupNumber) throws -> [TopicPermission] {
        try topicPermissionTable.all(of: permissionGroup, in: group)
    }

    func messages(in seqs: ClosedRange<Int64>, of stream: StreamNumber) throws -> [MessageRow] {
        try messageTable.rows(seqs, in: stream)
    }

    func receiptCounts(of messages: [MessageKey]) throws -> [ReceiptCount] {
        try receiptTable.counts(of: messages)
    }

    func receipts(
        of message: MessageKey, areRead: Bool, after account: Account?, limit: Int64
    ) throws -> [Account] {
        try receiptTable.accounts(of: message, areRead: areRead, after: account, limit: limit)
    }

    func extensions(of message: MessageKey, from startSeq: Int64, limit: Int64) throws -> ExtensionList {
        try extensionTable.list(of: message, from: startSeq, limit: limit)
    }

    func streams(after number: StreamNumber, limit: Int64) throws -> [ListedStream] {
        try streamTable.list(after: number, limit: limit)
    }

    func ends(of streams: [StreamNumber], oldest limit: Int64) throws -> [StreamEnds] {
        try messageTable.ends(of: streams, oldest: limit)
    }
}
