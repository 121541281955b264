import Groups
import Storage
import StoreTransactions
import Wire

/// What reads rows one by one for a visitor.
extension MemoryStore {
    func readGroups<Visitor: GroupVisitor>(
        _ groups: [GroupID], members: Bool, in scope: StoreScope, visitor: Visitor
    ) async throws(StoreError) -> Visitor {
        let rows = try state()[scope.app]
        var visitor = visitor
        for group in groups {
            guard visitor.visit(group, rows.groups[group], members: members, of: rows) else {
                break
            }
        }
        return visitor
    }

    func groupStamps(of groups: [GroupID], in scope: StoreScope) async throws(StoreError) -> [GroupStamp?] {
        let rows = try state()[scope.app].groups
        return groups.map { rows[$0]?.stamp }
    }

    func readMembers<Visitor: GroupVisitor>(
        of group: GroupID, page: MemberPage, in scope: StoreScope, visitor: Visitor
    ) async throws(StoreError) -> (visitor: Visitor, next: MemberPosition?) {
        let rows = try state()[scope.app]
        let row: GroupRow
        let range: MemberPage.Range
        do {
            row = try rows.requireMemberList(of: group)
            range = try page.range(in: row.profile.type)
        } catch {
            throw .refused(error)
        }
        var visitor = visitor
        guard visitor.visit(row.profile) else {
            return (visitor, nil)
        }
        let list = rows.memberList(of: row.number).filter { member in
            page.roles.contains(member.member.role)
                && range.position.map { member.place > ($0.isOwner ? 0 : 1, $0.joinTime, $0.entry) } ?? true
        }
        let shown = list.page(range.offset, range.limit)
        for member in shown {
            guard visitor.visit(member.member(floor: row.readFloor)) else {
                return (visitor, nil)
            }
        }
        guard visitor.endMembers() else {
            return (visitor, nil)
        }
        return (visitor, shown.endIndex < list.endIndex ? shown.last?.listPosition : nil)
    }

    func readJoinedGroups<Visitor: JoinedGroupVisitor>(
        of account: Account, filter: JoinedGroupFilter, offset: Int64, limit: Int64?, details: JoinedGroup.Details?,
        in scope: StoreScope, visitor: Visitor
    ) async throws(StoreError) -> Visitor {
        let rows = try state()[scope.app]
        let groups = rows.groups.values.reduce(into: [:]) { $0[$1.number] = $1 }
        let joined = rows.members.filter { $0.key.account == account }
            .compactMap { key, member in groups[key.group].map { (group: $0, member: member) } }
            .filter { filter.admits($0.group.profile, $0.member.member) }
            .sorted { left, right in
                (left.member.member.joinTime, left.group.profile.id.text)
                    < (right.member.member.joinTime, right.group.profile.id.text)
            }
        var visitor = visitor
        visitor.begin(totalCount: joined.count)
        for (group, member) in joined.page(offset, limit) {
            guard visitor.visit(group.profile.id, details: details.map { rows.joined(group, member, $0) }) else {
                break
            }
        }
        return visitor
    }
}

extension MemoryApp {
    fileprivate func requireMemberList(of group: GroupID) throws(APIError) -> GroupRow {
        guard let row = groups[group] else {
            throw .noSuchGroup(group)
        }
        guard row.profile.type.storesMembers else {
            throw .noMemberList(in: row.profile.type)
        }
        return row
    }

    fileprivate func joined(_ group: GroupRow, _ member: MemberRow, _ details: JoinedGroup.Details) -> JoinedGroup {
        let profile = group.profile
        return JoinedGroup(
            profile: profile, member: member.member(floor: group.readFloor),
            unreadMsgNum: details.contains(.unreadMsgNum) && profile.type.countsUnreadMessages
                ? unreadMsgNum(of: member, in: group) : nil,
            topics: details.contains(.topics) && profile.supportsTopics
                ? topicTotals(of: member.member.account, in: group) : nil)
    }

    private func unreadMsgNum(of member: MemberRow, in group: GroupRow) -> Int64 {
        let position = member.position.with(floor: group.readFloor)
        let unread = group.profile.nextMsgSeq - 1 - position.msgSeq
        guard unread > 0, let stream = streams[StreamKey(group: group.number, topic: nil)] else {
            return max(0, unread)
        }
        let oldest = messages(of: stream.number).first { $0.message.seq > position.msgSeq }
        let uncounted =
            oldest.map { stream.uncounted - $0.uncounted + ($0.flags.contains(.uncounted) ? 1 : 0) } ?? 0
        return max(0, unread - position.ownUnread - uncounted)
    }

    private func topicTotals(of account: Account, in group: GroupRow) -> JoinedGroup.TopicTotals {
        let topics = topics.filter { $0.key.group == group.number }
        return JoinedGroup.TopicTotals(
            messages: topics.values.reduce(0) { $0 + $1.topic.nextMsgSeq - 1 },
            read: topics.reduce(0) { sum, topic in
                let key = TopicMemberKey(group: group.number, topic: topic.key.topic, account: account)
                let floor = topic.value.readFloor
                return sum + (topicReads[key]?.with(floor: floor).msgSeq ?? floor)
            })
    }
}

extension GroupRow {
    fileprivate var stamp: GroupStamp { GroupStamp(number: number, version: version) }
}

extension MemberRow {
    fileprivate var listPosition: MemberPosition {
        MemberPosition(isOwner: member.role == .owner, joinTime: member.joinTime, entry: entry)
    }
}

extension JoinedGroupFilter {
    fileprivate func admits(_ group: GroupProfile, _ member: Member) -> Bool {
        (type == nil || group.type == type) && (supportsTopics == nil || group.supportsTopics == supportsTopics)
            && (group.isActivated || member.role == .owner || includesInactive)
    }
}

extension GroupVisitor {
    /// Takes the next group of the request, whether it exists or not, and its members where they are wanted.
    fileprivate mutating func visit(_ group: GroupID, _ row: GroupRow?, members: Bool, of rows: MemoryApp) -> Bool {
        guard let row else {
            return visitMissing(group)
        }
        guard visit(row.profile, stamp: row.stamp) else {
            return false
        }
        guard members else {
            return true
        }
        for member in rows.memberList(of: row.number) {
            guard visit(member.member(floor: row.readFloor)) else {
                return false
            }
        }
        return endMembers()
    }
}
