import Groups
import Storage
import Wire

/// Writes the answer of `get_joined_group_list` while the store shows groups, and stops the reading when it is too
/// large.
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

    mutating func visit(_ group: GroupID, details: JoinedGroup?) -> Bool {
        list.beginObject()
        list.field("GroupId", group.text)
        if let details {
            list.baseFields(of: details.profile, selection.base, app: app)
            if let topics = details.topics {
                list.field("GrossTopicNextMsgSeq", topics.messages + 1)
            }
            writeOwnFields(of: details)
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

    private mutating func writeOwnFields(of group: JoinedGroup) {
        guard let own = selection.own else {
            return
        }
        list.key("SelfInfo")
        list.beginObject()
        list.memberFields(of: group.member, own, at: now)
        if let unreadMsgNum = group.unreadMsgNum {
            list.field("UnreadMsgNum", unreadMsgNum)
        }
        if let topics = group.topics {
            list.field("GrossTopicReadSeq", topics.read)
        }
        list.endObject()
    }
}
