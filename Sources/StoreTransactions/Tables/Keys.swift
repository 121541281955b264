package import Wire

/// What tells a group from all others of a store; never given again.
///
/// A store makes it of what it counts: ``StoreTables/number(_:ofGroup:)``.
package typealias GroupNumber = Int64

/// What tells a stream from all others of a store; never given again.
///
/// 0 is no stream. A store makes it of what it counts: ``StoreTables/number(_:ofStreamIn:)``.
package typealias StreamNumber = Int64

/// The key of a row that an app has once.
package struct AppWide: Hashable, Sendable {
    package init() {}
}

/// The key of what a store counts up as it gives numbers.
package enum NumberSeries: Hashable, Sendable {
    case groups
    case permissionGroups
    case streams
}

package struct PortraitKey: Hashable, Sendable {
    package let account: Account
    package let tag: String

    package init(account: Account, tag: String) {
        self.account = account
        self.tag = tag
    }
}

/// The key of what an account has in a group: a membership, a ban.
package struct MemberKey: Hashable, Sendable {
    package let group: GroupNumber
    package let account: Account

    package init(group: GroupNumber, account: Account) {
        self.group = group
        self.account = account
    }
}

package struct MuteKey: Hashable, Sendable {
    package let group: GroupNumber
    /// `nil` in the whole group.
    package let topic: TopicID?
    package let account: Account

    package init(group: GroupNumber, topic: TopicID? = nil, account: Account) {
        self.group = group
        self.topic = topic
        self.account = account
    }
}

package struct TopicKey: Hashable, Sendable {
    package let group: GroupNumber
    package let topic: TopicID

    package init(group: GroupNumber, topic: TopicID) {
        self.group = group
        self.topic = topic
    }
}

/// The key of what a member has in a topic.
package struct TopicMemberKey: Hashable, Sendable {
    package let group: GroupNumber
    package let topic: TopicID
    package let account: Account

    package init(group: GroupNumber, topic: TopicID, account: Account) {
        self.group = group
        self.topic = topic
        self.account = account
    }
}

package struct PermissionGroupKey: Hashable, Sendable {
    package let group: GroupNumber
    package let id: PermissionGroupID

    package init(group: GroupNumber, id: PermissionGroupID) {
        self.group = group
        self.id = id
    }
}

/// What a permission group is called by, before anything is known of its group.
package struct PermissionGroupName: Hashable, Sendable {
    package let group: GroupID
    package let id: PermissionGroupID

    package init(group: GroupID, id: PermissionGroupID) {
        self.group = group
        self.id = id
    }
}

package struct PermissionGroupMemberKey: Hashable, Sendable {
    package let group: GroupNumber
    /// As in ``PermissionGroupRow/number``.
    package let permissionGroup: Int64
    package let account: Account

    package init(group: GroupNumber, permissionGroup: Int64, account: Account) {
        self.group = group
        self.permissionGroup = permissionGroup
        self.account = account
    }
}

package struct TopicPermissionKey: Hashable, Sendable {
    package let group: GroupNumber
    /// As in ``PermissionGroupRow/number``.
    package let permissionGroup: Int64
    package let topic: TopicID

    package init(group: GroupNumber, permissionGroup: Int64, topic: TopicID) {
        self.group = group
        self.permissionGroup = permissionGroup
        self.topic = topic
    }
}

/// The conversation that a stream belongs to.
package struct StreamKey: Hashable, Sendable {
    package let group: GroupNumber
    /// `nil` in the group itself.
    package let topic: TopicID?

    package init(group: GroupNumber, topic: TopicID?) {
        self.group = group
        self.topic = topic
    }
}

package struct MessageKey: Hashable, Sendable {
    package let stream: StreamNumber
    package let seq: Int64

    package init(stream: StreamNumber, seq: Int64) {
        self.stream = stream
        self.seq = seq
    }
}

/// What two sendings of the same message have in common.
package struct RecentSendKey: Hashable, Sendable {
    /// 0 for broadcasts.
    package let stream: StreamNumber
    package let random: UInt32
    package let digest: [UInt8]

    package init(stream: StreamNumber, random: UInt32, digest: [UInt8]) {
        self.stream = stream
        self.random = random
        self.digest = digest
    }
}

package struct ReceiptKey: Hashable, Sendable {
    package let message: MessageKey
    package let account: Account

    package init(message: MessageKey, account: Account) {
        self.message = message
        self.account = account
    }
}

/// The key of a message's pair, compared byte for byte.
package struct ExtensionKey: Hashable, Sendable {
    package let message: MessageKey
    package let key: [UInt8]

    package init(message: MessageKey, key: String) {
        self.message = message
        self.key = Array(key.utf8)
    }
}
