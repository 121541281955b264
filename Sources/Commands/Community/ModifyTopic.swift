import Apps
import Groups
import Storage
import Wire

/// Changes the fields of a topic that the request names; the others stay.
///
/// - Source: protocol reference file 32, 2.4. `ShutUpAllMember` is an older name of `MuteAllMember`, which wins.
struct ModifyTopic: Command {
    static let name = CommandName(service: .community, command: "modify_topic")

    static let reference = CommandReference(
        Wording(
            "Changes the fields of a topic that the request names; the others stay.", "修改话题资料；未填写的字段保持不变。"),
        notes: [Wording("Community with `SupportTopic` 1.", "仅支持 `SupportTopic` 为 1 的社群。")],
        codes: [.groupNotFound, .topicsUnavailable, .accountNotFound],
        example: #"{"GroupId":"@TGS#_town","TopicId":"@TGS#_town@TOPIC#_news","TopicName":"News and dates","#
            + #""MuteAllMember":"Off","From_Account":"alice"}"#)

    struct Request: CommandRequest {
        static let topicID = Field.text("TopicId", "The topic.", "话题 ID。").required()
        static let muteAllMember = Field.onOff(
            "MuteAllMember", "Whether only owner and admins may send messages in the topic.", "话题是否全员禁言。"
        ).or("ShutUpAllMember", .older)

        static let fields = FieldList(
            GroupFields.groupID, topicID, TopicFields.newName, TopicFields.introduction, TopicFields.notification,
            TopicFields.faceURL, TopicFields.customString, muteAllMember, OperatorFields.fromAccount)

        let group: GroupID
        let topic: TopicID
        let change: TopicChange
        let fromAccount: String?

        init(_ fields: RequestFields, settings: AppSettings) throws(APIError) {
            let groupText = try fields.read(GroupFields.groupID)
            let topicText = try fields.read(Self.topicID)
            var change = TopicChange()
            change.name = try fields.read(TopicFields.newName)
            change.introduction = try fields.read(TopicFields.introduction)
            change.notification = try fields.read(TopicFields.notification)
            change.faceURL = try fields.read(TopicFields.faceURL)
            change.customString = try fields.read(TopicFields.customString)
            change.isMuted = try fields.read(Self.muteAllMember)
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
