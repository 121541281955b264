package import Groups
package import Storage
import StoreTransactions
package import Wire

extension SQLiteStore {
    package func createTopic(
        _ topic: Topic, of group: GroupID, in scope: StoreScope, operator: Account?
    ) async throws(StoreError) {
        try await commits.perform { database in
            let tables = AppTables(database, app: scope.app)
            let row = try tables.requireTopics(in: group)
            try tables.accounts.require([`operator`].compactMap(\.self), policy: scope.accounts, at: scope.now)
            guard try !tables.topics.exists(topic.id, of: row.number) else {
                throw APIError.topicIDInUse
            }
            guard try tables.topics.count(of: row.number) < scope.groups.topics else {
                throw APIError.tooManyTopics(scope.groups.topics)
            }
            try tables.topics.insert(topic, of: row.number)
            try tables.groups.touch(row.number)
        }
    }

    package func changeTopic(
        _ topic: TopicID, of group: GroupID, in scope: StoreScope, by change: TopicChange, operator: Account?
    ) async throws(StoreError) {
        try await commits.perform { database in
            let tables = AppTables(database, app: scope.app)
            let row = try tables.requireTopics(in: group)
            guard var found = try tables.topics.find(topic, of: row.number) else {
                throw APIError.noSuchTopic
            }
            try tables.accounts.require([`operator`].compactMap(\.self), policy: scope.accounts, at: scope.now)
            guard !change.isEmpty else {
                return
            }
            change.apply(to: &found)
            try tables.topics.update(found, of: row.number)
            try tables.groups.touch(row.number)
        }
    }

    package func destroyTopics(
        _ topics: [TopicID], of group: GroupID, in scope: StoreScope
    ) async throws(StoreError) -> [Bool] {
        try await commits.perform { database in
            let tables = AppTables(database, app: scope.app)
            let row = try tables.requireTopics(in: group)
            let results = try topics.map { topic in
                guard try tables.topics.exists(topic, of: row.number) else {
                    return false
                }
                try tables.mutes.deleteAll(in: topic, of: row.number)
                try tables.topicPermissions.deleteAll(in: topic, of: row.number)
                try tables.streams.cutOff(topic, of: row.number)
                try tables.topics.delete(topic, of: row.number)
                return true
            }
            if results.contains(true) {
                try tables.groups.touch(row.number)
            }
            return results
        }
    }

    package func topics(
        _ topics: [TopicID]?, of group: GroupID, for account: Account?, in scope: StoreScope
    ) async throws(StoreError) -> [TopicView?] {
        try await reads.perform { database in
            let tables = AppTables(database, app: scope.app)
            let row = try tables.requireTopics(in: group)
            let found =
                if let topics {
                    try topics.map { try tables.topics.find($0, of: row.number) }
                } else {
                    try tables.topics.all(of: row.number) as [Topic?]
                }
            let member = try account.flatMap { try tables.members.find($0, of: row.number) }
            return try found.map { topic in
                try topic.map {
                    TopicView(topic: $0, selfInfo: try tables.selfInfo(of: member, in: $0, of: row.number))
                }
            }
        }
    }
}

extension AppTables {
    /// - Throws: ``ErrorCode/groupNotFound``, then ``ErrorCode/topicsUnavailable``, as an `APIError`.
    fileprivate func requireTopics(in group: GroupID) throws -> GroupTable.Row {
        let row = try groups.require(group)
        guard row.profile.supportsTopics else {
            throw APIError.noTopicSupport
        }
        return row
    }

    /// What a member has of its own in a topic.
    fileprivate func selfInfo(of member: Member?, in topic: Topic, of group: Int64) throws -> Topic.SelfInfo? {
        guard let member else {
            return nil
        }
        let muteUntil = try mutes.end(of: member.account, in: group, topic: topic.id)
        let msgSeq = try topicReads.msgSeq(
            of: member.account, in: topic.id, of: group, floor: topics.readFloor(of: topic.id, in: group))
        return Topic.SelfInfo(muteUntil: muteUntil, msgSeq: msgSeq, msgFlag: member.msgFlag)
    }
}
