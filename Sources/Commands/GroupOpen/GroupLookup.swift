import Groups
import Storage
import Wire

extension Command {
    /// The profile of one group.
    ///
    /// - Throws: ``ErrorCode/groupNotFound``.
    func profile(of group: GroupID, in context: CommandContext) async throws(APIError) -> GroupProfile {
        let lookup = try await storing { () throws(StoreError) in
            try await context.store.readGroups([group], members: false, in: context.scope, visitor: GroupLookup())
        }
        guard let profile = lookup.profile else {
            throw .noSuchGroup(group)
        }
        return profile
    }
}

/// Keeps the profile of the one group that it is shown.
private struct GroupLookup: GroupVisitor {
    private(set) var profile: GroupProfile?

    mutating func visit(_ profile: GroupProfile) -> Bool {
        self.profile = profile
        return true
    }

    mutating func visitMissing(_ group: GroupID) -> Bool { true }

    mutating func visit(_ member: Member) -> Bool { true }

    mutating func endMembers() -> Bool { true }
}
