import Groups
import Storage
import Wire

/// A visitor of an account's groups that keeps what it is shown, until it has seen enough.
struct RecordingListVisitor: JoinedGroupVisitor {
    private(set) var totalCount: Int?
    private(set) var groups: [GroupID] = []
    private(set) var profiles: [GroupProfile] = []
    private(set) var members: [Member] = []
    private(set) var unreadMsgNums: [Int64?] = []
    private(set) var topics: [JoinedGroup.TopicTotals?] = []

    private let limit: Int

    /// - Parameter limit: after how many groups the visitor has seen enough.
    init(limit: Int = .max) {
        self.limit = limit
    }

    mutating func begin(totalCount: Int) {
        self.totalCount = totalCount
    }

    mutating func visit(_ group: GroupID, details: JoinedGroup?) -> Bool {
        groups.append(group)
        profiles.append(contentsOf: [details?.profile].compactMap(\.self))
        members.append(contentsOf: [details?.member].compactMap(\.self))
        unreadMsgNums.append(details?.unreadMsgNum)
        topics.append(details?.topics)
        return groups.count < limit
    }
}
