import Groups
import Storage
import Wire

extension Command {
    /// How many groups of a type an account owns; AVChatRooms, which no list of an account shows, are not counted.
    func ownedGroups(
        by owner: Account?, of type: GroupType, _ context: CommandContext
    ) async throws(APIError) -> Int64 {
        guard let owner else {
            return 0
        }
        var filter = JoinedGroupFilter()
        filter.type = type
        let count = try await storing { [filter] () throws(StoreError) in
            try await context.store.readJoinedGroups(
                of: owner, filter: filter, offset: 0, limit: nil, details: [], in: context.scope, visitor: OwnerCount())
        }
        return count.groups
    }
}

/// Counts the groups that their member owns.
private struct OwnerCount: JoinedGroupVisitor {
    private(set) var groups: Int64 = 0

    mutating func begin(totalCount: Int) {}

    mutating func visit(_ group: GroupID, details: JoinedGroup?) -> Bool {
        groups += details?.member.role == .owner ? 1 : 0
        return true
    }
}
