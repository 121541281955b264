import Groups
import Storage
import Wire

/// A visitor of an account's groups that keeps what it is shown, until it has seen enough.
struct RecordingListVisitor: JoinedGroupVisitor {
    private(set) var totalCount: Int?
    private(set) var groups: [GroupID] = []
    private(set) var profiles: [GroupProfile] = []
    private(set) var members: [Member] = []

    private let limit: Int

    /// - Parameter limit: after how many groups the visitor has seen enough.
    init(limit: Int = .max) {
        self.limit = limit
    }

    mutating func begin(totalCount: Int) {
        self.totalCount = totalCount
    }

    mutating func visit(_ group: GroupID, details: (profile: GroupProfile, member: Member)?) -> Bool {
        groups.append(group)
        profiles.append(contentsOf: [details?.profile].compactMap(\.self))
        members.append(contentsOf: [details?.member].compactMap(\.self))
        return groups.count < limit
    }
}
