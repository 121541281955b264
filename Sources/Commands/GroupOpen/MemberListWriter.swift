import Groups
import Storage
import Wire

/// Writes a `MemberList` while the store shows members, and stops the reading when it is too large.
struct MemberListWriter: GroupVisitor {
    private(set) var profile: GroupProfile?
    private var list = JSONWriter(capacity: 4_096)
    private let selection: MemberSelection
    private let now: UnixTime
    private let isOnline: @Sendable (Account) -> Bool
    private let maximumBytes: Int

    /// - Parameters:
    ///   - now: decides which mutes have run out.
    ///   - maximumBytes: of the list.
    init(
        selection: MemberSelection, now: UnixTime, isOnline: @escaping @Sendable (Account) -> Bool, maximumBytes: Int
    ) {
        self.selection = selection
        self.now = now
        self.isOnline = isOnline
        self.maximumBytes = maximumBytes
        list.beginArray()
    }

    /// The list as JSON, but for its closing bracket.
    var bytes: [UInt8] { list.bytes }

    mutating func visit(_ profile: GroupProfile) -> Bool {
        self.profile = profile
        return true
    }

    mutating func visitMissing(_ group: GroupID) -> Bool { true }

    mutating func visit(_ member: Member) -> Bool {
        list.member(member, selection, at: now, isOnline: isOnline)
        return list.count <= maximumBytes
    }

    mutating func endMembers() -> Bool { true }
}
