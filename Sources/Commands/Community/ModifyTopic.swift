import Apps
import Groups
import Storage
import Wire

/// Changes the fields of a topic that the request names; the others stay.
///
/// - Group types: Community with `SupportTopic` 1.
/// - Errors: ``ErrorCode/groupNotFound`` (group or topic), ``ErrorCode/topicsUnavailable``,
///   ``ErrorCode/accountNotFound`` (`From_Account`).
/// - Source: protocol reference file 32, 2.4.
struct ModifyTopic: Command {
    static let name = CommandName(service: .community, command: "modify_topic")

    struct Request: CommandRequest {
        let group: GroupID
        let topic: TopicID
        let change: TopicChange
        let fromAccount: String?

        init(_ fields: RequestFields, settings: AppSettings) throws(APIError) {
            let limits = settings.limits
            let groupText = try fields.requiredString("GroupId")
            let topicText = try fields.requiredString("TopicId")
            var change = TopicChange()
            change.name = try fields.nonEmptyText("TopicName", maximumBytes: limits.topicNameBytes)
            change.introduction = try fields.text("Introduction", maximumBytes: limits.introductionBytes)
            change.notification = try fields.text("Notification", maximumBytes: limits.notificationBytes)
            change.faceURL = try fields.text("FaceUrl", maximumBytes: limits.faceURLBytes)
            change.customString = try fields.text("CustomString", maximumBytes: limits.customStringBytes)
            change.isMuted = try fields.onOff(fields.spelling(newer: "MuteAllMember", older: "ShutUpAllMember"))
            fromAccount = try fields.read(OperatorFields.fromAccount)
            group = try GroupID(addressing: groupText)
            topic = try TopicID(addressing: topicText)
            self.change = change
        }
    }

    func handle(_ request: Request, in context: CommandContext) async throws(APIError) -> EmptyResponse {
        let named = try await namedOperator(request.fromAccount, in: request.group, context)
        try await storing { () throws(StoreError) in
            try await context.store.changeTopic(
                request.topic, of: request.group, in: context.scope, by: request.change, operator: named)
        }
        return EmptyResponse()
    }
}
