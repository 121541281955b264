import Groups
import Storage
import Wire

extension UnitOfWork {
    func createTopic(
        _ topic: Topic, of group: GroupID, in scope: StoreScope, operator: Account?, isImported: Bool
    ) throws {
        let operators = [`operator`].compactMap(\.self)
        try accounts.prefetch(operators)
        let row = try requireTopics(in: group)
        let key = TopicKey(group: row.number, topic: topic.id)
        topics.prefetch(key)
        topicCounts.prefetch(row.number)
        try require(operators, in: scope)
        guard try topics.find(key) == nil else {
            throw APIError.topicIDInUse
        }
        let count = try topicCounts.find(row.number) ?? 0
        guard count < scope.groups.topics else {
            throw APIError.tooManyTopics(scope.groups.topics)
        }
        try change(group) { change in
            topics.set(TopicRow(topic: topic), for: key, in: change)
            topicCounts.set(count + 1, for: row.number, in: change)
        }
        tell(
            .topicCreated(topic, owner: row.profile.owner, isImported: isImported), in: row.profile, by: `operator`,
            scope)
    }

    func changeTopic(
        _ topic: TopicID, of group: GroupID, in scope: StoreScope, by topicChange: TopicChange, operator: Account?
    ) throws {
        let operators = [`operator`].compactMap(\.self)
        try accounts.prefetch(operators)
        let owner = try requireTopics(in: group)
        let key = TopicKey(group: owner.number, topic: topic)
        guard var row = try topics.find(key) else {
            throw APIError.noSuchTopic
        }
        try require(operators, in: scope)
        guard !topicChange.isEmpty else {
            return
        }
        topicChange.apply(to: &row.topic)
        try change(group) { topics.set(row, for: key, in: $0) }
        tell(.topicChanged(topic, topicChange.fields), in: owner.profile, by: `operator`, scope)
    }

    func destroyTopics(_ listed: [TopicID], of group: GroupID, in scope: StoreScope) throws -> [Bool] {
        let row = try requireTopics(in: group)
        var living = Set(try topics.find(listed.map { TopicKey(group: row.number, topic: $0) }).keys.map(\.topic))
        let destroyed = living
        let results = listed.map { living.remove($0) != nil }
        if !destroyed.isEmpty {
            try change(group) { change in
                try record(.destroyTopics(destroyed.sorted { $0.text < $1.text }, change.number))
            }
            let gone = zip(listed, results).filter(\.1).map(\.0)
            tell(.topicsDestroyed(gone), in: row.profile, scope)
        }
        return results
    }

    func topics(_ listed: [TopicID]?, of group: GroupID, for account: Account?, in scope: StoreScope) throws
        -> [TopicView?]
    {
        let group = try requireTopics(in: group)
        let memberKey = account.map { MemberKey(group: group.number, account: $0) }
        if let memberKey {
            members.prefetch(memberKey)
        }
        let rows: [TopicRow?] =
            if let listed {
                try topics(listed, of: group.number)
            } else {
                try ask(TopicsOfGroup(group: group.number))
            }
        guard let member = try memberKey.flatMap(members.find) else {
            return rows.map { $0.map { TopicView(topic: $0.topic, selfInfo: nil) } }
        }
        let selfInfos = try selfInfos(of: member.member, in: rows.compactMap(\.self), group.number)
        return rows.map { row in
            row.map { TopicView(topic: $0.topic, selfInfo: selfInfos[$0.topic.id]) }
        }
    }

    // MARK: What other transactions ask of topics

    /// - Throws: ``ErrorCode/invalidParameter`` for a group without topics, ``ErrorCode/groupNotFound`` when there is no
    ///   such topic, as an `APIError`.
    func checkExists(_ topic: TopicID, in row: GroupRow) throws {
        guard row.profile.supportsTopics else {
            throw APIError.noTopics
        }
        guard try topics.find(TopicKey(group: row.number, topic: topic)) != nil else {
            throw APIError.noSuchTopic
        }
    }

    /// The topics in the order of the list; `nil` for one that does not exist.
    func topics(_ listed: [TopicID], of group: GroupNumber) throws -> [TopicRow?] {
        let rows = try topics.find(listed.map { TopicKey(group: group, topic: $0) })
        return listed.map { rows[TopicKey(group: group, topic: $0)] }
    }

    /// - Throws: ``ErrorCode/groupNotFound``, then ``ErrorCode/topicsUnavailable``, as an `APIError`.
    private func requireTopics(in group: GroupID) throws -> GroupRow {
        let row = try require(group)
        guard row.profile.supportsTopics else {
            throw APIError.noTopicSupport
        }
        return row
    }

    /// What a member has of its own in topics.
    private func selfInfos(
        of member: Member, in rows: [TopicRow], _ group: GroupNumber
    ) throws -> [TopicID: Topic.SelfInfo] {
        let account = member.account
        let readKeys = rows.map { TopicMemberKey(group: group, topic: $0.topic.id, account: account) }
        try topicReads.prefetch(readKeys)
        let ends = try mutes.find(rows.map { MuteKey(group: group, topic: $0.topic.id, account: account) })
        let reads = try topicReads.find(readKeys)
        return rows.reduce(into: [:]) { infos, row in
            let topic = row.topic.id
            let read = reads[TopicMemberKey(group: group, topic: topic, account: account)]
            infos[topic] = Topic.SelfInfo(
                muteUntil: ends[MuteKey(group: group, topic: topic, account: account)] ?? .never,
                msgSeq: read?.with(floor: row.readFloor).msgSeq ?? row.readFloor, msgFlag: member.msgFlag)
        }
    }
}
