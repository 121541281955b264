package import Groups
package import Storage
package import Wire

extension TransactionalStore {
    package func createTopic(
        _ topic: Topic, of group: GroupID, in scope: StoreScope, operator: Account?, isImported: Bool
    ) async throws(StoreError) {
        try await write(in: scope, about: .group(group)) {
            try $0.createTopic(topic, of: group, in: scope, operator: `operator`, isImported: isImported)
        }
    }

    package func changeTopic(
        _ topic: TopicID, of group: GroupID, in scope: StoreScope, by change: TopicChange, operator: Account?
    ) async throws(StoreError) {
        try await write(in: scope, about: .group(group)) {
            try $0.changeTopic(topic, of: group, in: scope, by: change, operator: `operator`)
        }
    }

    package func destroyTopics(_ topics: [TopicID], of group: GroupID, in scope: StoreScope) async throws(StoreError)
        -> [Bool]
    {
        try await write(in: scope, about: .group(group)) { try $0.destroyTopics(topics, of: group, in: scope) }
    }

    package func topics(_ topics: [TopicID]?, of group: GroupID, for account: Account?, in scope: StoreScope)
        async throws(StoreError) -> [TopicView?]
    {
        try await read(in: scope) { try $0.topics(topics, of: group, for: account, in: scope) }
    }
}
