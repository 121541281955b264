import Groups
import Storage
import Wire

/// As ``StoreTables/traces(of:)``.
struct TracesOfAccounts: StoreQuestion {
    let accounts: [Account]

    func ask(_ tables: any StoreTables) throws -> [AccountTraces] {
        try tables.traces(of: accounts)
    }
}

/// As ``StoreTables/accounts(among:inAtLeast:)``.
struct AccountsInGroups: StoreQuestion {
    let accounts: [Account]
    let count: Int64

    func ask(_ tables: any StoreTables) throws -> Set<Account> {
        try tables.accounts(among: accounts, inAtLeast: count)
    }
}

/// As ``StoreTables/memberCounts(of:among:)``.
struct MemberCounts: StoreQuestion {
    let groups: [GroupNumber: Int64]
    let accounts: Set<Account>

    func ask(_ tables: any StoreTables) throws -> [GroupNumber: Int] {
        try tables.memberCounts(of: groups, among: accounts)
    }
}

/// As ``StoreTables/memberAccounts(of:)``.
struct MembersOfGroup: StoreQuestion {
    let group: GroupNumber

    func ask(_ tables: any StoreTables) throws -> [Account] {
        try tables.memberAccounts(of: group)
    }
}

/// As ``StoreTables/bans(of:offset:limit:at:)``.
struct BansOfGroup: StoreQuestion {
    let group: GroupNumber
    let offset: Int64
    let limit: Int
    let now: UnixTime

    func ask(_ tables: any StoreTables) throws -> [TimedAccount] {
        try tables.bans(of: group, offset: offset, limit: limit, at: now)
    }
}

/// As ``StoreTables/mutes(of:topic:at:)``.
struct MutesOfGroup: StoreQuestion {
    let group: GroupNumber
    let topic: TopicID?
    let now: UnixTime

    func ask(_ tables: any StoreTables) throws -> [TimedAccount] {
        try tables.mutes(of: group, topic: topic, at: now)
    }
}

/// As ``StoreTables/portraits(of:)``.
struct PortraitsOfAccounts: StoreQuestion {
    let accounts: [Account]

    func ask(_ tables: any StoreTables) throws -> [Account: [String: PortraitValue]] {
        try tables.portraits(of: accounts)
    }
}

/// As ``StoreTables/groups(of:after:limit:)``.
struct GroupsInOrder: StoreQuestion {
    let type: GroupType?
    let number: GroupNumber
    let limit: Int

    func ask(_ tables: any StoreTables) throws -> [ListedGroup] {
        try tables.groups(of: type, after: number, limit: limit)
    }
}

/// As ``StoreTables/accounts(limit:)``.
struct AccountsInOrder: StoreQuestion {
    let limit: Int

    func ask(_ tables: any StoreTables) throws -> [Account] {
        try tables.accounts(limit: limit)
    }
}

/// As ``StoreTables/accounts(from:limit:)``.
struct AccountsByName: StoreQuestion {
    let name: String
    let limit: Int

    func ask(_ tables: any StoreTables) throws -> [Account] {
        try tables.accounts(from: name, limit: limit)
    }
}

/// As ``StoreTables/topics(of:)``.
struct TopicsOfGroup: StoreQuestion {
    let group: GroupNumber

    func ask(_ tables: any StoreTables) throws -> [TopicRow] {
        try tables.topics(of: group)
    }
}

/// As ``StoreTables/permissionGroups(of:after:limit:)``.
struct PermissionGroupsInOrder: StoreQuestion {
    let group: GroupNumber
    let number: Int64
    let limit: Int64

    func ask(_ tables: any StoreTables) throws -> [PermissionGroupRow] {
        try tables.permissionGroups(of: group, after: number, limit: limit)
    }
}

/// As ``StoreTables/permissionGroupMembers(of:in:after:limit:)``.
struct MembersOfPermissionGroup: StoreQuestion {
    let permissionGroup: Int64
    let group: GroupNumber
    let entry: Int64
    let limit: Int64

    func ask(_ tables: any StoreTables) throws -> [PermissionGroupMember] {
        try tables.permissionGroupMembers(of: permissionGroup, in: group, after: entry, limit: limit)
    }
}

/// As ``StoreTables/topicPermissions(of:in:)``.
struct PermissionsOfPermissionGroup: StoreQuestion {
    let permissionGroup: Int64
    let group: GroupNumber

    func ask(_ tables: any StoreTables) throws -> [TopicPermission] {
        try tables.topicPermissions(of: permissionGroup, in: group)
    }
}

/// As ``StoreTables/messages(in:of:)``.
struct MessagesInRange: StoreQuestion {
    let seqs: ClosedRange<Int64>
    let stream: StreamNumber

    func ask(_ tables: any StoreTables) throws -> [MessageRow] {
        try tables.messages(in: seqs, of: stream)
    }
}

/// As ``StoreTables/receiptCounts(of:)``.
struct ReceiptCounts: StoreQuestion {
    let messages: [MessageKey]

    func ask(_ tables: any StoreTables) throws -> [ReceiptCount] {
        try tables.receiptCounts(of: messages)
    }
}

/// As ``StoreTables/receipts(of:areRead:after:limit:)``.
struct ReceiptsOfMessage: StoreQuestion {
    let message: MessageKey
    let areRead: Bool
    let account: Account?
    let limit: Int64

    func ask(_ tables: any StoreTables) throws -> [Account] {
        try tables.receipts(of: message, areRead: areRead, after: account, limit: limit)
    }
}

/// As ``StoreTables/extensions(of:from:limit:)``.
struct ExtensionsOfMessage: StoreQuestion {
    let message: MessageKey
    let startSeq: Int64
    let limit: Int64

    func ask(_ tables: any StoreTables) throws -> ExtensionList {
        try tables.extensions(of: message, from: startSeq, limit: limit)
    }
}

/// As ``StoreTables/streams(after:limit:)``.
struct StreamsInOrder: StoreQuestion {
    let number: StreamNumber
    let limit: Int64

    func ask(_ tables: any StoreTables) throws -> [ListedStream] {
        try tables.streams(after: number, limit: limit)
    }
}

/// As ``StoreTables/ends(of:oldest:)``.
struct EndsOfStreams: StoreQuestion {
    let streams: [StreamNumber]
    let limit: Int64

    func ask(_ tables: any StoreTables) throws -> [StreamEnds] {
        try tables.ends(of: streams, oldest: limit)
    }
}
