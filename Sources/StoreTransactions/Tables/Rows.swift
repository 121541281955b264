package import Groups
package import Wire

package struct AccountRow: Sendable, Equatable {
    /// `nil` when unset.
    package var nick: String?
    /// `nil` when unset.
    package var faceURL: String?
    package var importTime: UnixTime
    /// ``UnixTime/never`` for an account that was never kicked.
    package var kickTime: UnixTime

    package init(
        nick: String? = nil, faceURL: String? = nil, importTime: UnixTime, kickTime: UnixTime = .never
    ) {
        self.nick = nick
        self.faceURL = faceURL
        self.importTime = importTime
        self.kickTime = kickTime
    }
}

package struct GroupRow: Sendable, Equatable {
    /// In the order of creation.
    package let number: GroupNumber
    /// What the next member gets as ``MemberRow/entry``.
    package var nextEntry: Int64
    package var profile: GroupProfile
    /// The number up to which an import has marked all messages as read for everybody.
    package var readFloor: Int64
    /// How often the group, its members or its mutes have changed; 1 for a new group.
    package internal(set) var version: Int64

    package init(
        number: GroupNumber, nextEntry: Int64, profile: GroupProfile, readFloor: Int64 = 0, version: Int64 = 1
    ) {
        self.number = number
        self.nextEntry = nextEntry
        self.profile = profile
        self.readFloor = readFloor
        self.version = version
    }
}

/// How many groups an app had when a day's growth began to be counted.
package struct GroupGrowthRow: Sendable, Equatable {
    /// As ``GroupCounts/day(of:)``.
    package let day: Int64
    package let groupsBefore: Int64

    package init(day: Int64, groupsBefore: Int64) {
        self.day = day
        self.groupsBefore = groupsBefore
    }
}

package struct MemberRow: Sendable, Equatable {
    /// ``Member/msgSeq`` is what ``position`` says in a conversation whose floor has not moved.
    package private(set) var member: Member
    /// Orders members of the same join time.
    package let entry: Int64
    package private(set) var ownUnread: Int64
    package private(set) var readFloor: Int64

    package init(_ member: Member, entry: Int64, ownUnread: Int64 = 0, readFloor: Int64) {
        self.member = member
        self.entry = entry
        self.ownUnread = ownUnread
        self.readFloor = readFloor
    }

    /// How far the member has read in the group.
    package var position: ReadPosition {
        get { ReadPosition(msgSeq: member.msgSeq, ownUnread: ownUnread, floor: readFloor) }
        set {
            member.msgSeq = newValue.msgSeq
            ownUnread = newValue.ownUnread
            readFloor = newValue.floor
        }
    }

    /// The member in a group with a floor.
    package func member(floor: Int64) -> Member {
        var member = member
        member.msgSeq = position.with(floor: floor).msgSeq
        return member
    }

    /// Changes the member but for the read position, which is ``position``.
    package mutating func change(_ body: (inout Member) throws -> Void) rethrows {
        let msgSeq = member.msgSeq
        try body(&member)
        member.msgSeq = msgSeq
    }
}

package struct AttributesRow: Sendable, Equatable {
    /// In the order in which their keys were first written.
    package var attributes: [GroupAttribute]
    package var rate: AttributeWriteRate

    package init(attributes: [GroupAttribute] = [], rate: AttributeWriteRate = AttributeWriteRate()) {
        self.attributes = attributes
        self.rate = rate
    }
}

package struct TopicRow: Sendable, Equatable {
    package var topic: Topic
    /// The number up to which an import has marked all messages as read for everybody.
    package var readFloor: Int64

    package init(topic: Topic, readFloor: Int64 = 0) {
        self.topic = topic
        self.readFloor = readFloor
    }
}

package struct PermissionGroupRow: Sendable, Equatable {
    /// Store-wide, in the order of creation, never given again.
    package let number: Int64
    /// The place of the next member in the list of members; never given again.
    package var nextEntry: Int64
    package var permissionGroup: PermissionGroup

    package init(number: Int64, nextEntry: Int64 = 1, permissionGroup: PermissionGroup) {
        self.number = number
        self.nextEntry = nextEntry
        self.permissionGroup = permissionGroup
    }
}

/// A stream: the sequence of a group's or a topic's messages.
package struct StreamRow: Sendable, Equatable {
    package let number: StreamNumber
    /// Whether it is of an AVChatRoom.
    package let isRoom: Bool
    /// How many of its messages are not counted as unread, those that are gone included.
    package var uncounted: Int64
    /// Up to which clients do not see messages.
    package var clearedSeq: Int64

    package init(number: StreamNumber, isRoom: Bool, uncounted: Int64 = 0, clearedSeq: Int64 = 0) {
        self.number = number
        self.isRoom = isRoom
        self.uncounted = uncounted
        self.clearedSeq = clearedSeq
    }
}

package struct MessageRow: Sendable, Equatable {
    /// What is noted of a message in one integer; part of the data, so that no bit gets a new meaning.
    package struct Flags: OptionSet, Sendable {
        package let rawValue: Int64

        package init(rawValue: Int64) {
            self.rawValue = rawValue
        }

        package static let recalled = Flags(rawValue: 1)
        package static let supportsExtensions = Flags(rawValue: 2)
        package static let hasReceipts = Flags(rawValue: 4)
        /// Not counted as unread.
        package static let uncounted = Flags(rawValue: 8)
    }

    /// ``Message/isRecalled`` is what ``flags`` say.
    package private(set) var message: Message
    package private(set) var flags: Flags
    /// Messages of the stream, up to and with this one, that are not counted as unread.
    package let uncounted: Int64

    package init(_ message: Message, flags: Flags, uncounted: Int64) {
        self.message = message
        self.message.isRecalled = flags.contains(.recalled)
        self.flags = flags
        self.uncounted = uncounted
    }

    package var content: MessageContent {
        get { message.content }
        set { message.content = newValue }
    }

    package mutating func recall() {
        flags.insert(.recalled)
        message.isRecalled = true
    }
}

/// A message that was sent, as far as it tells whether it is sent again.
package struct RecentSend: Sendable, Equatable {
    package let seq: Int64
    /// What the message carries.
    package let time: UnixTime
    /// When the sending counts no longer.
    package let keptUntil: UnixTime

    package init(seq: Int64, time: UnixTime, keptUntil: UnixTime) {
        self.seq = seq
        self.time = time
        self.keptUntil = keptUntil
    }
}

/// What is counted of a message's pairs.
package struct ExtensionCounter: Sendable, Equatable {
    /// How often the pairs have been changed.
    package var latestSeq: Int64
    /// What ``latestSeq`` was when everything was removed last.
    package var clearSeq: Int64
    /// The minute, counted from 1970, of the last change.
    package var minute: Int64
    /// Changes in that minute.
    package var changes: Int64

    package init(latestSeq: Int64 = 0, clearSeq: Int64 = 0, minute: Int64 = 0, changes: Int64 = 0) {
        self.latestSeq = latestSeq
        self.clearSeq = clearSeq
        self.minute = minute
        self.changes = changes
    }
}

// MARK: Answers to questions

/// What hangs on an account in groups.
package struct AccountTraces: Sendable, Equatable {
    package let account: Account
    /// Groups whose member it is.
    package var memberOf: [GroupID] = []
    /// Groups that it owns.
    package var ownerOf: [GroupID] = []
    /// AVChatRooms that it administers.
    package var administratorOf: [GroupID] = []
    /// Groups in which it is muted, or from which it is banned; may hold one twice.
    package var notedIn: [GroupID] = []

    package init(_ account: Account) {
        self.account = account
    }
}

/// A group in a list.
package struct ListedGroup: Sendable, Equatable {
    package let id: GroupID
    package let number: GroupNumber

    package init(id: GroupID, number: GroupNumber) {
        self.id = id
        self.number = number
    }
}

/// A member in the list of a permission group.
package struct PermissionGroupMember: Sendable, Equatable {
    package let entry: Int64
    package let account: Account

    package init(entry: Int64, account: Account) {
        self.entry = entry
        self.account = account
    }
}

/// Pairs of a message, and whether no more follow.
package struct ExtensionList: Sendable, Equatable {
    package let pairs: [MessageExtension]
    package let isComplete: Bool

    package init(pairs: [MessageExtension], isComplete: Bool) {
        self.pairs = pairs
        self.isComplete = isComplete
    }
}

/// A stream as the trimming sees it.
package struct ListedStream: Sendable, Equatable {
    package let number: StreamNumber
    /// Whether its group or topic is gone.
    package let isCutOff: Bool
    package let isRoom: Bool

    package init(number: StreamNumber, isCutOff: Bool, isRoom: Bool) {
        self.number = number
        self.isCutOff = isCutOff
        self.isRoom = isRoom
    }
}

/// The newest message of a stream and some of the oldest that are there.
package struct StreamEnds: Sendable, Equatable {
    /// `nil` for a stream without messages.
    package let newestSeq: Int64?
    /// The oldest first.
    package let oldest: [OldMessage]

    package struct OldMessage: Sendable, Equatable {
        package let seq: Int64
        package let time: UnixTime

        package init(seq: Int64, time: UnixTime) {
            self.seq = seq
            self.time = time
        }
    }

    package init(newestSeq: Int64?, oldest: [OldMessage]) {
        self.newestSeq = newestSeq
        self.oldest = oldest
    }
}
