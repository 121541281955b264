import Apps
import Groups
import Storage
import Wire

/// Looks for groups of an app, so many at a time that nobody waits long.
struct GroupSearch {
    /// Groups that one request looks at.
    static let maximumGroups = 2_000
    private static let groupsPerReading = 200

    struct Page {
        var groups: [GroupProfile] = []
        var searched = 0
        var total: Int64?
        /// Where the next page begins; 0 when no group follows.
        var next: Int64 = 0
    }

    let apps: ServedApps
    let app: AppSettings
    let type: GroupType?
    /// In lower case.
    let text: String?

    private var scope: StoreScope { app.scope(at: app.time(apps.surroundings.now())) }

    /// Groups in the order in which they were created.
    ///
    /// - Parameter place: where the page before ended; 0 at the beginning.
    func page(after place: Int64, limit: Int) async throws(ControlRefusal) -> Page {
        var page = Page()
        var place = place
        repeat {
            let wanted = text == nil ? limit : min(Self.groupsPerReading, Self.maximumGroups - page.searched)
            let (start, scope) = (place, scope)
            let list = try await apps.storing { () async throws(StoreError) in
                try await apps.store.listGroups(of: type, after: start, limit: wanted, in: scope)
            }
            page.total = text == nil ? list.totalCount : nil
            page.searched += list.groups.count
            page.groups += try await profiles(of: list.groups).filter(matches)
            page.next = list.next
            place = list.next
        } while text != nil && place != 0 && page.groups.count < limit && page.searched < Self.maximumGroups
        return page
    }

    /// Groups of an owner, by join time.
    ///
    /// - Parameter offset: how many of the account's groups to pass over.
    func page(of owner: Account, after offset: Int64, limit: Int) async throws(ControlRefusal) -> Page {
        var filter = JoinedGroupFilter()
        filter.type = type
        filter.includesInactive = true
        let (wanted, scope) = (filter, scope)
        let visitor = try await apps.storing { () async throws(StoreError) in
            try await apps.store.readJoinedGroups(
                of: owner, filter: wanted, offset: offset, limit: Int64(Self.maximumGroups), details: [], in: scope,
                visitor: OwnedGroups(limit: limit))
        }
        var page = Page()
        page.groups = visitor.groups.filter(matches)
        page.searched = visitor.seen
        let end = offset + Int64(visitor.seen)
        page.next = end < Int64(visitor.total) ? end : 0
        return page
    }

    private func matches(_ profile: GroupProfile) -> Bool {
        guard let text else {
            return true
        }
        return profile.id.text.lowercased().contains(text) || profile.name.lowercased().contains(text)
    }

    private func profiles(of groups: [GroupID]) async throws(ControlRefusal) -> [GroupProfile] {
        let scope = scope
        return try await apps.storing { () async throws(StoreError) in
            try await apps.store.readGroups(groups, members: false, in: scope, visitor: Profiles()).profiles
        }
    }

    /// Keeps the profiles of groups.
    private struct Profiles: GroupVisitor {
        var profiles: [GroupProfile] = []

        mutating func visit(_ profile: GroupProfile) -> Bool {
            profiles.append(profile)
            return true
        }

        mutating func visitMissing(_ group: GroupID) -> Bool { true }
        mutating func visit(_ member: Member) -> Bool { true }
        mutating func endMembers() -> Bool { true }
    }

    /// Keeps the groups that an account owns, among those that it is in.
    private struct OwnedGroups: JoinedGroupVisitor {
        let limit: Int
        var groups: [GroupProfile] = []
        var seen = 0
        var total = 0

        init(limit: Int) {
            self.limit = limit
        }

        mutating func begin(totalCount: Int) {
            total = totalCount
        }

        mutating func visit(_ group: GroupID, details: JoinedGroup?) -> Bool {
            seen += 1
            if let details, details.member.role == .owner {
                groups.append(details.profile)
            }
            return groups.count < limit
        }
    }
}
