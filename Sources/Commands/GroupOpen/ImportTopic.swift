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

    struct Request: CommandRequest {
        let draft: TopicDraft
        let fromAccount: String?
        /// `nil` means now.
        let createTime: UnixTime?

        init(_ fields: RequestFields, settings: AppSettings) throws(APIError) {
            if !fields.isAbsent("Type") {
                guard try fields.requiredGroupType("Type") == .community else {
                    throw fields.refusal("Type", "must be Community")
                }
            }
            draft = try fields.topicDraft(settings: settings)
            fromAccount = try fields.fromAccount()
            createTime = try fields.optionalInteger("CreateTime", in: 1...UnixTime.forever.seconds).map(UnixTime.init)
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
