package import Groups
package import Wire

/// The transactions on topics; the promises of ``GroupStore`` hold.
///
/// All ask first for the group, refused with ``ErrorCode/groupNotFound``, then for topics in it, refused with
/// ``ErrorCode/topicsUnavailable``. The group's own profile does not change.
package protocol TopicStore: Sendable {
    /// Creates a topic.
    ///
    /// - Parameters:
    ///   - topic: with an identifier that belongs to the group.
    ///   - operator: the account that the topic is said to be made by; it must exist when given.
    ///   - isImported: whether the topic comes from elsewhere; nobody is told then.
    /// - Throws: refused with ``ErrorCode/accountNotFound`` for the operator, then
    ///   ``ErrorCode/groupIDInUseBySameOwner`` when a topic of the group has the identifier, then
    ///   ``ErrorCode/tooManyGroupsOfAccount`` when the group has as many topics as it may.
    func createTopic(
        _ topic: Topic, of group: GroupID, in scope: StoreScope, operator: Account?, isImported: Bool
    ) async throws(StoreError)

    /// Changes a topic's profile.
    ///
    /// - Parameter operator: as for ``createTopic(_:of:in:operator:isImported:)``.
    /// - Throws: refused with ``ErrorCode/groupNotFound`` when there is no such topic, then with
    ///   ``ErrorCode/accountNotFound`` for the operator.
    func changeTopic(
        _ topic: TopicID, of group: GroupID, in scope: StoreScope, by change: TopicChange, operator: Account?
    ) async throws(StoreError)

    /// Destroys topics with the mutes and rights in them. Their identifiers are free afterwards.
    ///
    /// - Parameter topics: may hold a topic twice, which is then destroyed once.
    /// - Returns: for each, in the same order, whether it existed until then.
    func destroyTopics(_ topics: [TopicID], of group: GroupID, in scope: StoreScope) async throws(StoreError) -> [Bool]

    /// Reads topics, all from one state of the store.
    ///
    /// - Parameters:
    ///   - topics: may hold a topic twice; `nil` means all topics of the group.
    ///   - account: whose own data is wanted.
    /// - Returns: the listed topics in the same order, `nil` for those that do not exist; or all topics by time of
    ///   creation, then by identifier.
    func topics(
        _ topics: [TopicID]?, of group: GroupID, for account: Account?, in scope: StoreScope
    ) async throws(StoreError) -> [TopicView?]
}

/// A topic as one account sees it.
package struct TopicView: Sendable, Equatable {
    package let topic: Topic
    /// `nil` where no account was asked for, or it is not a member of the group.
    package let selfInfo: Topic.SelfInfo?

    package init(topic: Topic, selfInfo: Topic.SelfInfo?) {
        self.topic = topic
        self.selfInfo = selfInfo
    }
}
