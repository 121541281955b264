import Apps
import Groups
import Storage
import Wire

/// Brings a topic in from another system, without notices and webhooks.
///
/// - Limits: 200 topics in a group.
/// - Group types: Community with `SupportTopic` 1.
/// - Errors: ``ErrorCode/groupNotFound``, ``ErrorCode/topicsUnavailable``, ``ErrorCode/accountNotFound``
///   (`From_Account`), ``ErrorCode/groupIDInUse`` for a `TopicId` in use, ``ErrorCode/tooManyGroupsOfAccount``.
/// - Source: protocol reference file 32, 2.5.
struct ImportTopic: Command {
    static let name = CommandName(service: .groupOpen, command: "import_topic")

    static let reference = CommandReference(
        Wording("Brings a topic in from another system, without notices and webhooks.", "导入话题，不产生通知和回调。"),
        notes: [
            Wording(
                "Community with `SupportTopic` 1; at most 200 topics in a group.",
                "仅支持 `SupportTopic` 为 1 的社群；每个社群最多 200 个话题。")
        ],
        codes: [
            .groupNotFound, .topicsUnavailable, .accountNotFound, .groupIDInUse, .tooManyGroupsOfAccount,
        ],
        example: #"{"GroupId":"@TGS#_town","TopicName":"Trams","CreateTime":1448357837,"#
            + #""TopicId":"@TGS#_town@TOPIC#_trams"}"#)

    struct Request: CommandRequest {
        static let type = Field<GroupType?>(
            FieldFacts("Type", .choice([GroupType.community.rawValue]), "The group's type.", "群组类型。")
        ) { (fields, name) throws(APIError) in
            guard let type = try fields.groupType(name) else {
                return nil
            }
            guard type == .community else {
                throw fields.refusal(name, "must be Community")
            }
            return type
        }

        static let fields = FieldList(type) + TopicDraft.fields + FieldList(GroupFields.createTime)

        let draft: TopicDraft
        let fromAccount: String?
        /// `nil` means now.
        let createTime: UnixTime?

        init(_ fields: RequestFields, settings: AppSettings) throws(APIError) {
            _ = try fields.read(Self.type)
            draft = try TopicDraft(fields)
            fromAccount = try fields.read(OperatorFields.fromAccount)
            createTime = try fields.read(GroupFields.createTime).map(UnixTime.init)
            try draft.checkImportedID()
        }
    }

    func handle(_ request: Request, in context: CommandContext) async throws(APIError) -> CreateTopic.Response {
        let createTime = request.createTime ?? context.now
        guard createTime <= context.now else {
            throw APIError(.invalidParameter, "CreateTime must not lie in the future")
        }
        do {
            return CreateTopic.Response(
                id: try await insert(
                    request.draft, fromAccount: request.fromAccount, createTime: createTime, isImported: true,
                    in: context))
        } catch  where error.isIDInUse {
            throw APIError(.groupIDInUse, reason: error.reason)
        }
    }
}
