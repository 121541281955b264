import Groups
import Storage
import Wire

/// Writes the answer of `get_group_info` while the store shows groups and members.
///
/// It stops the reading as soon as the answer is too large, so nothing is read or written that cannot be delivered.
struct GroupInfoWriter: GroupVisitor {
    private var writer: JSONWriter
    private let entries: [GroupInfoEntry]
    private let selection: GroupInfoSelection
    private let app: SDKAppID
    private let now: UnixTime
    private let onlineMemberNums: [GroupID: Int]
    private let isOnline: @Sendable (Account) -> Bool
    private let maximumBytes: Int
    /// The entry of the request that is written next.
    private var position = 0
    /// Whether an entry's member list is open.
    private var isListingMembers = false

    /// - Parameters:
    ///   - entries: of the request; the store is asked for those that are unread, in their order.
    ///   - now: decides which mutes have run out.
    ///   - onlineMemberNums: of the groups, where they are wanted.
    ///   - isOnline: asked only for those whose `OnlineStatus` is wanted.
    ///   - maximumBytes: of the whole answer.
    init(
        entries: [GroupInfoEntry],
        selection: GroupInfoSelection,
        app: SDKAppID,
        now: UnixTime,
        onlineMemberNums: [GroupID: Int],
        isOnline: @escaping @Sendable (Account) -> Bool,
        maximumBytes: Int
    ) {
        self.entries = entries
        self.selection = selection
        self.app = app
        self.now = now
        self.onlineMemberNums = onlineMemberNums
        self.isOnline = isOnline
        self.maximumBytes = maximumBytes
        writer = GroupInfoAnswer.begun(capacity: 4_096)
    }

    /// The answer; complete after ``finish()``.
    var bytes: [UInt8] { writer.bytes }

    /// Closes the answer.
    ///
    /// - Returns: whether it is small enough to be delivered.
    mutating func finish() -> Bool {
        writeKnownEntries()
        writer.endGroups()
        return writer.count <= maximumBytes
    }

    // MARK: GroupVisitor

    mutating func visit(_ profile: GroupProfile) -> Bool {
        writeKnownEntries()
        position += 1
        writer.beginGroup(profile.id)
        writer.baseFields(
            of: profile, selection.base, app: app, onlineMemberNum: onlineMemberNums[profile.id] ?? 0)
        if let keys = selection.groupKeys {
            writer.customFields(profile.customFields, of: keys, as: GroupInfoAnswer.groupKeys)
        }
        isListingMembers = selection.members != nil && profile.type.storesMembers
        if isListingMembers {
            writer.key(GroupInfoAnswer.memberList)
            writer.beginArray()
        } else if selection.members == nil {
            writer.endObject()
        }
        return fits
    }

    mutating func visitMissing(_ group: GroupID) -> Bool {
        writeKnownEntries()
        position += 1
        writeMissing(group)
        return fits
    }

    mutating func visit(_ member: Member) -> Bool {
        guard isListingMembers, let wanted = selection.members else {
            return true
        }
        writer.member(member, wanted, at: now, isOnline: isOnline)
        return fits
    }

    mutating func endMembers() -> Bool {
        if isListingMembers {
            writer.endArray()
            isListingMembers = false
        }
        writer.endObject()
        return fits
    }

    // MARK: -

    private var fits: Bool { writer.count <= maximumBytes }

    /// Writes the entries that need not be read, up to the next that the store is asked for, as far as they fit.
    private mutating func writeKnownEntries() {
        while position < entries.count, fits {
            switch entries[position] {
            case .unread: return
            case .malformed(let text):
                writer.failedGroup(text, code: .invalidGroupID, reason: "invalid group id")
            case .missing(let id): writeMissing(id)
            case .encoded(let bytes): writer.encoded(bytes)
            }
            position += 1
        }
    }

    private mutating func writeMissing(_ group: GroupID) {
        writer.failedGroup(group.text, code: .groupNotFound, reason: KnownText.groupNotFound.rawValue)
    }
}
