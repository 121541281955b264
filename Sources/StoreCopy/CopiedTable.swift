/// A table of a store as it is copied: rows of plain values that hold no number which a store has made up.
///
/// A group is told by its app and its identifier, a stream by its conversation, a permission group by its identifier, so that
/// the rows of two stores are the same when the stores hold the same, whatever numbers they gave. Columns have the names that
/// they have in the tables of every store. What a store only keeps for itself is not here: its identity, its notes about
/// commits and its health, and messages of groups and topics that are gone, which wait for their removal and which nobody can
/// read.
///
/// The order is that of loading: what is referred to comes first. A store's test compares its tables with this list.
package enum CopiedTable: String, CaseIterable, Sendable {
    case accounts
    case portraitItems = "portrait_items"
    case globalMutes = "global_mutes"
    case groups
    case groupCounts = "group_counts"
    case groupGrowth = "group_growth"
    case broadcasts
    case members
    case memberships
    case mutes
    case bans
    case roomAdmins = "room_admins"
    case attributes
    case counters
    case topics
    case topicReads = "topic_reads"
    case permissionGroups = "permission_groups"
    case permissionGroupMembers = "permission_group_members"
    case topicPermissions = "topic_permissions"
    case streams
    case messages
    case recentSends = "recent_sends"
    case receipts
    case extensions
    case extensionCounters = "extension_counters"

    /// What a row is told by, which decides how a store finds the numbers that it keeps in its place.
    package enum Subject: Sendable {
        /// An app.
        case app
        /// An account of an app.
        case account
        /// A group; the row is the group itself, or hangs on it.
        case group(isItself: Bool)
        /// A permission group of a group.
        case permissionGroup(isItself: Bool)
        /// A stream: the messages of a group, or of its topic where that is not empty.
        case stream(isItself: Bool)
        /// A stream, or the broadcasts of an app; then the group is NULL and the topic too.
        case streamOrBroadcasts
        /// A membership as the list of the account's groups has it.
        case membership
    }

    /// The columns of what a row is told by, in a list that is joined with the groups, streams and permission groups that it
    /// needs.
    package var subjectColumns: [String] {
        switch subject {
        case .app: ["app"]
        case .account: ["app", "account"]
        case .group(isItself: true): ["app", "group_id"]
        case .membership: ["app", "account", "group_id"]
        case .group(isItself: false): ["groups.app", "groups.group_id"]
        case .permissionGroup: ["groups.app", "groups.group_id", "permission_groups.permission_group"]
        case .stream: ["groups.app", "groups.group_id", "streams.topic"]
        case .streamOrBroadcasts: ["recent_sends.app", "groups.group_id", "streams.topic"]
        }
    }

    /// The name that the table has in a store that has one for it.
    package var name: String { rawValue }

    package var subject: Subject {
        switch self {
        case .accounts, .portraitItems, .globalMutes: .account
        case .groupCounts, .groupGrowth, .broadcasts: .app
        case .groups: .group(isItself: true)
        case .members, .mutes, .bans, .roomAdmins, .attributes, .counters, .topics, .topicReads: .group(isItself: false)
        case .memberships: .membership
        case .permissionGroups: .permissionGroup(isItself: true)
        case .permissionGroupMembers, .topicPermissions: .permissionGroup(isItself: false)
        case .streams: .stream(isItself: true)
        case .messages, .receipts, .extensions, .extensionCounters: .stream(isItself: false)
        case .recentSends: .streamOrBroadcasts
        }
    }

    /// How many values of a row tell its subject; they come first.
    package var subjectWidth: Int {
        switch subject {
        case .app: 1
        case .account, .group: 2
        case .permissionGroup, .stream, .streamOrBroadcasts, .membership: 3
        }
    }

    /// Whether a store makes the rows as it loads those of ``members``; they are compared, and not loaded.
    package var isDerived: Bool { self == .memberships }

    /// How many of the first values the rows of one list have in common; `nil` where rows have no order but that of keys.
    ///
    /// The order of a list is a part of what is stored: of an app's groups, of a group's permission groups. A store reads the rows
    /// of one list one after the other, in their order.
    package var listWidth: Int? {
        switch self {
        case .groups: 1
        case .permissionGroups: 2
        default: nil
        }
    }

    /// The columns behind those of the subject, as both kinds of stores name them.
    package var columns: [String] {
        switch self {
        case .accounts: ["nick", "face_url", "import_time", "kick_time"]
        case .portraitItems: ["tag", "text", "number"]
        case .globalMutes: ["c2c_until", "group_until"]
        case .groups:
            [
                "version", "next_entry", "type", "name", "introduction", "notification", "face_url", "owner",
                "create_time",
                "info_seq", "last_info_time", "last_msg_time", "next_msg_seq", "read_floor", "member_num",
                "max_member_num", "apply_join_option", "invite_join_option", "is_muted", "supports_topics",
                "enables_permissions", "default_permission", "shows_history_before_join", "custom_fields",
                "is_activated",
            ]
        case .groupCounts: ["type", "count"]
        case .groupGrowth: ["day", "groups_before"]
        case .broadcasts: ["last_seq"]
        case .members:
            [
                "account", "rank", "join_time", "entry", "role", "msg_seq", "msg_flag", "last_send_msg_time",
                "mute_until",
                "name_card", "custom_fields", "read_floor", "own_unread",
            ]
        case .memberships: ["join_time", "group_type", "group_topics", "group_active", "rank"]
        case .mutes: ["topic", "account", "mute_until"]
        case .bans: ["account", "banned_until"]
        case .roomAdmins: ["entry", "account"]
        case .attributes: ["fields", "write_second", "writes"]
        case .counters: ["position", "counter", "value"]
        case .topics:
            [
                "topic", "name", "introduction", "notification", "face_url", "custom_string", "create_time",
                "last_msg_time", "next_msg_seq", "read_floor", "is_muted",
            ]
        case .topicReads: ["account", "topic", "msg_seq", "read_floor"]
        case .permissionGroups: ["name", "permission", "custom_string", "member_count", "next_entry"]
        case .permissionGroupMembers: ["account", "entry"]
        case .topicPermissions: ["topic", "permission"]
        case .streams: ["is_room", "uncounted", "cleared_seq"]
        case .messages:
            ["seq", "sender", "time", "random", "priority", "flags", "uncounted", "body", "cloud_custom_data"]
        case .recentSends: ["random", "digest", "kept_until", "seq", "time"]
        case .receipts: ["message", "is_read", "account"]
        case .extensions: ["message", "key", "value", "seq"]
        case .extensionCounters: ["message", "latest_seq", "clear_seq", "minute", "changes"]
        }
    }
}
