extension CopiedTable {
    /// What the rows of one app are sorted by when it is taken out: columns, and `group` and `permission_group` for the places
    /// of a group and a permission group in the lists that they are created in.
    ///
    /// Names are compared byte for byte.
    package var appOrder: [String] {
        switch self {
        case .accounts, .globalMutes: ["account"]
        case .portraitItems: ["account", "tag"]
        case .groups, .attributes: ["group"]
        case .groupCounts: ["type"]
        case .groupGrowth, .broadcasts: []
        case .members, .memberships: ["group", "rank", "join_time", "entry"]
        case .mutes: ["group", "topic", "account"]
        case .bans: ["group", "account"]
        case .roomAdmins: ["group", "entry"]
        case .counters: ["group", "position"]
        case .topics, .streams: ["group", "topic"]
        case .topicReads: ["group", "topic", "account"]
        case .permissionGroups: ["group", "permission_group"]
        case .permissionGroupMembers: ["group", "permission_group", "entry"]
        case .topicPermissions: ["group", "permission_group", "topic"]
        case .messages: ["group", "topic", "seq"]
        case .recentSends: ["kept_until", "group", "topic", "random", "digest"]
        case .receipts: ["group", "topic", "message", "is_read", "account"]
        case .extensions: ["group", "topic", "message", "key"]
        case .extensionCounters: ["group", "topic", "message"]
        }
    }
}
