package import Groups

/// Every event that the server tells or asks an app's backend.
///
/// - Source: protocol reference file 50, section 6. Left out is what no call can cause: joining by application
///   (7.3) and connections of clients (7.18).
package enum WebhookRegistry {
    /// What the backend is asked, sorted by command.
    package static let before: [any BeforeEvent.Type] = [
        BeforeCreateGroup.self,
        BeforeCreateTopic.self,
        BeforeInviteJoinGroup.self,
        BeforeSendMsg.self,
    ]

    /// What the backend is told of writes, sorted by command.
    package static let after: [any AfterEvent.Type] = [
        AfterChangeGroupOwner.self,
        AfterCreateGroup.self,
        AfterCreateTopic.self,
        AfterGroupAttrChanged.self,
        AfterGroupDestroyed.self,
        AfterGroupFull.self,
        AfterGroupInfoChanged.self,
        AfterGroupMsgExtension.self,
        AfterMemberExit.self,
        AfterMemberFieldChanged.self,
        AfterNewMemberJoin.self,
        AfterReadReceipt.self,
        AfterRecallMsg.self,
        AfterSendMsg.self,
        AfterTopicDestroyed.self,
        AfterTopicInfoChanged.self,
        OnDailyGroupQuotaAlarm.self,
        PortraitSet.self,
    ]

    /// What the backend is told of calls that were refused, sorted by command.
    package static let refusals: [any WebhookEvent.Type] = [SendMsgException.self]

    /// Every event.
    package static let all: [any WebhookEvent.Type] = before + after + refusals

    /// The events whose bodies do not end with `EventTime`, by command.
    static let untimed = Set(all.filter { !$0.hasEventTime }.map { $0.command })

    /// Whatever the backend is told of something that a write did, in the order of the types.
    package static func afterEvents(of event: AppEvent, among types: [any AfterEvent.Type] = after) -> [any AfterEvent]
    {
        types.compactMap { $0.init(event) }
    }
}
