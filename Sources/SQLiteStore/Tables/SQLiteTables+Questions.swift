import Groups
import Storage
import StoreTransactions
import Wire

/// Questions that are not about the row under a key.
extension SQLiteTables {
    func traces(of accounts: [Account]) throws -> [AccountTraces] {
        try accounts.map { account in
            var traces = AccountTraces(account)
            traces.memberOf = try memberTable.groups(of: account)
            traces.ownerOf = try groupTable.ids(ownedBy: account)
            traces.administratorOf = try roomAdminTable.groups(of: account)
            traces.notedIn = try muteTable.groups(of: account) + banTable.groups(of: account)
            return traces
        }
    }

    func accounts(among accounts: [Account], inAtLeast count: Int64) throws -> Set<Account> {
        try memberTable.accounts(among: accounts, inAtLeast: count)
    }

    func memberCounts(of groups: [GroupNumber: Int64], among accounts: Set<Account>) throws -> [GroupNumber: Int] {
        var counts: [GroupNumber: Int] = [:]
        for (group, memberNum) in groups {
            counts[group] = try memberTable.count(of: group, among: accounts, memberNum: memberNum)
        }
        return counts
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
        var portraits: [Account: [String: PortraitValue]] = [:]
        for account in accounts where portraits[account] == nil {
            portraits[account] = try portraitTable.all(of: account)
        }
        return portraits
    }

    func groups(of type: GroupType?, after number: GroupNumber, limit: Int) throws -> [ListedGroup] {
        try groupTable.list(of: type, after: number, limit: limit).map { ListedGroup(id: $0.id, number: $0.number) }
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
        try permissionGroupTable.page(after: number, atMost: limit, of: group)
    }

    func permissionGroupMembers(
        of permissionGroup: Int64, in group: GroupNumber, after entry: Int64, limit: Int64
    ) throws -> [PermissionGroupMember] {
        try permissionGroupTable.members(of: permissionGroup, after: entry, atMost: limit, of: group)
            .map { PermissionGroupMember(entry: $0.entry, account: $0.account) }
    }

    func topicPermissions(of permissionGroup: Int64, in group: GroupNumber) throws -> [TopicPermission] {
        try topicPermissionTable.all(of: permissionGroup, of: group)
    }

    func messages(in seqs: ClosedRange<Int64>, of stream: StreamNumber) throws -> [MessageRow] {
        try messageTable.rows(seqs, in: stream)
    }

    func receiptCounts(of messages: [MessageKey]) throws -> [ReceiptCount] {
        try messages.map { try receiptTable.count(of: MessageID($0)) }
    }

    func receipts(
        of message: MessageKey, areRead: Bool, after account: Account?, limit: Int64
    ) throws -> [Account] {
        try receiptTable.accounts(of: message, areRead: areRead, after: account, limit: limit)
    }

    func extensions(of message: MessageKey, from startSeq: Int64, limit: Int64) throws -> ExtensionList {
        let (pairs, isComplete) = try extensionTable.list(of: MessageID(message), from: startSeq, limit: limit)
        return ExtensionList(pairs: pairs, isComplete: isComplete)
    }

    func streams(after number: StreamNumber, limit: Int64) throws -> [ListedStream] {
        try streamTable.list(after: number, limit: limit)
    }

    func ends(of streams: [StreamNumber], oldest limit: Int64) throws -> [StreamEnds] {
        try streams.map { stream in
            StreamEnds(
                newestSeq: try messageTable.newestSeq(in: stream),
                oldest: try messageTable.oldest(in: stream, limit: limit)
                    .map { StreamEnds.OldMessage(seq: $0.seq, time: $0.time) })
        }
    }
}
