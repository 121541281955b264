import Groups
import Storage
import StoreTransactions
import Wire

extension PostgresTables {
    /// Members that are read in one round trip: about as many as an answer of 1 MB holds with all their fields.
    static let membersAtOnce: Int64 = 7_000

    /// Shows groups, and their members where wanted, as long as the visitor goes on.
    ///
    /// It is one round trip, and more only where the visitor takes more than ``membersAtOnce``.
    func showGroups(_ groups: [GroupID], members: Bool, to visitor: inout some GroupVisitor) throws {
        guard members else {
            for (group, row) in zip(groups, try groupTable.find(groups)) where !visitor.visit(group, row) {
                return
            }
            return
        }
        var rows: [GroupRow?] = []
        var members: [(place: Int, member: MemberTable.ListedMember)] = []
        try session.gather(
            { rows = try groupTable.find(groups) },
            { members = try memberTable.list(of: groups, limit: Self.membersAtOnce) })
        var list = members[...]
        for (place, row) in rows.enumerated() {
            guard visitor.visit(groups[place], row) else {
                return
            }
            guard let row else {
                continue
            }
            var shown: Int64 = 0
            var last: MemberPosition?
            while let next = list.first, next.place == place {
                guard visitor.visit(next.member.member) else {
                    return
                }
                shown += 1
                last = next.member.position
                list.removeFirst()
            }
            guard
                try shown >= row.profile.memberNum || showMembers(of: row, after: last, to: &visitor),
                visitor.endMembers()
            else {
                return
            }
        }
    }

    /// Shows the members of a group behind a place, as long as the visitor goes on.
    ///
    /// - Returns: whether it took all.
    private func showMembers(
        of group: GroupRow, after position: MemberPosition?, to visitor: inout some GroupVisitor
    ) throws -> Bool {
        let range = MemberPage.Range(position: position, offset: 0, limit: nil)
        return try showMembers(of: group, in: range, roles: Set(Role.allCases), to: &visitor).isComplete
    }

    /// Shows a group and a page of its members in list order, as long as the visitor goes on.
    ///
    /// - Returns: as ``MemberReadStore/readMembers(of:page:in:visitor:)``.
    /// - Throws: what that refuses with.
    func showMembers<Visitor: GroupVisitor>(
        of group: GroupID, page: MemberPage, to visitor: Visitor
    ) throws -> (visitor: Visitor, next: MemberPosition?) {
        guard let row = try groupTable.find(group) else {
            throw APIError.noSuchGroup(group)
        }
        guard row.profile.type.storesMembers else {
            throw APIError.noMemberList(in: row.profile.type)
        }
        let range = try page.range(in: row.profile.type)
        var visitor = visitor
        guard visitor.visit(row.profile) else {
            return (visitor, nil)
        }
        let (isComplete, next) = try showMembers(of: row, in: range, roles: page.roles, to: &visitor)
        guard isComplete, visitor.endMembers() else {
            return (visitor, nil)
        }
        return (visitor, next)
    }

    /// - Returns: whether the visitor took the whole range, and the place of its last member where more follow.
    private func showMembers(
        of group: GroupRow, in range: MemberPage.Range, roles: Set<Role>, to visitor: inout some GroupVisitor
    ) throws -> (isComplete: Bool, next: MemberPosition?) {
        var shown: Int64 = 0
        var last: MemberPosition?
        while true {
            // one more than wanted tells whether more follow
            let size = min(range.limit.map { $0 - shown + 1 } ?? Self.membersAtOnce, Self.membersAtOnce)
            let members = try memberTable.page(
                of: group.number, after: last ?? range.position, offset: shown == 0 ? range.offset : 0, limit: size,
                roles: roles, floor: group.readFloor)
            for member in members {
                guard shown != range.limit else {
                    return (true, last)
                }
                shown += 1
                last = member.position
                guard visitor.visit(member.member) else {
                    return (false, nil)
                }
            }
            guard members.count == size else {
                return (true, nil)
            }
        }
    }
}

extension GroupVisitor {
    /// Takes the next group of the request, whether it exists or not.
    fileprivate mutating func visit(_ group: GroupID, _ row: GroupRow?) -> Bool {
        guard let row else {
            return visitMissing(group)
        }
        return visit(row.profile, stamp: GroupStamp(number: row.number, version: row.version))
    }
}
