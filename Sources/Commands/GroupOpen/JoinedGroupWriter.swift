import Groups
import Storage
import Wire

/// Writes the answer of `get_joined_group_list` while the store shows groups, and stops the reading when it is too large.
struct JoinedGroupWriter: JoinedGroupVisitor, CommandResponse {
    private var totalCount = 0
    private var list = JSONWriter(capacity: 4_096)
    private let selection: JoinedGroupSelection
    private let app: SDKAppID
    private let now: UnixTime
    private let maximumBytes: Int

    /// - Parameters:
    ///   - now: decides which mutes have run out.
    ///   - maximumBytes: of the list.
    init(selection: JoinedGroupSelection, app: SDKAppID, now: UnixTime, maximumBytes: Int) {
        self.selection = selection
        self.app = app
        self.now = now
        self.maximumBytes = maximumBytes
        list.beginArray()
    }

    // MARK: JoinedGroupVisitor

    mutating func begin(totalCount: Int) {
        self.totalCount = totalCount
    }

    mutating func visit(_ group: GroupID, details: (profile: GroupProfile, member: Member)?) -> Bool {
        list.beginObject()
        list.field("GroupId", group.text)
        if let (profile, member) = details {
            list.baseFields(of: profile, selection.base, app: app)
            writeOwnFields(of: member, in: profile)
        }
        list.endObject()
        return list.count <= maximumBytes
    }

    // MARK: CommandResponse

    func write(to writer: inout JSONWriter) {
        writer.field("TotalCount", totalCount)
        writer.key("GroupIdList")
        writer.raw(bytes: list.bytes)
        writer.endArray()
    }

    // MARK: -

    private mutating func writeOwnFields(of member: Member, in profile: GroupProfile) {
        guard let own = selection.own else {
            return
        }
        list.key("SelfInfo")
        list.beginObject()
        list.memberFields(of: member, own.fields, at: now)
        if own.countsUnread, profile.type.countsUnreadMessages {
            list.field("UnreadMsgNum", member.unreadMsgNum(in: profile))
        }
        list.endObject()
    }
}
