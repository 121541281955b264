package import Groups
package import Wire

extension CheckedStore {
    package func createTopic(
        _ topic: Topic, of group: GroupID, in scope: StoreScope, operator: Account?, isImported: Bool
    ) async throws(StoreError) {
        check(topic.id.belongs(to: group), "a new topic's identifier belongs to its group")
        do {
            try await base.createTopic(topic, of: group, in: scope, operator: `operator`, isImported: isImported)
        } catch {
            throw checked(
                error,
                declared: [
                    .groupNotFound, .topicsUnavailable, .accountNotFound, .groupIDInUseBySameOwner,
                    .tooManyGroupsOfAccount,
                ])
        }
    }

    package func changeTopic(
        _ topic: TopicID, of group: GroupID, in scope: StoreScope, by change: TopicChange, operator: Account?
    ) async throws(StoreError) {
        do {
            try await base.changeTopic(topic, of: group, in: scope, by: change, operator: `operator`)
        } catch {
            throw checked(error, declared: [.groupNotFound, .topicsUnavailable, .accountNotFound])
        }
    }

    package func destroyTopics(
        _ topics: [TopicID], of group: GroupID, in scope: StoreScope
    ) async throws(StoreError) -> [Bool] {
        do {
            let results = try await base.destroyTopics(topics, of: group, in: scope)
            check(results.count == topics.count, "destroyTopics answers with a result for each topic")
            return results
        } catch {
            throw checked(error, declared: [.groupNotFound, .topicsUnavailable])
        }
    }

    package func topics(
        _ topics: [TopicID]?, of group: GroupID, for account: Account?, in scope: StoreScope
    ) async throws(StoreError) -> [TopicView?] {
        do {
            let views = try await base.topics(topics, of: group, for: account, in: scope)
            check(Self.answers(views, to: topics), "topics are answered in their order, and those that were asked for")
            return views
        } catch {
            throw checked(error, declared: [.groupNotFound, .topicsUnavailable])
        }
    }

    private static func answers(_ views: [TopicView?], to wanted: [TopicID]?) -> Bool {
        guard let wanted else {
            let places = views.map { view in view.map { ($0.topic.createTime, $0.topic.id) } }
            return zip(places, places.dropFirst()).allSatisfy { earlier, later in
                guard let earlier, let later else {
                    return false
                }
                return earlier < later
            }
        }
        return views.count == wanted.count
            && zip(views, wanted).allSatisfy { view, id in view.map { $0.topic.id == id } ?? true }
    }
}
