import Apps
import Groups
import Storage
import Wire

/// Creates a topic in a Community with topics.
///
/// - Limits: 200 topics in a group.
/// - Group types: Community with `SupportTopic` 1.
/// - Errors: ``ErrorCode/groupNotFound``, ``ErrorCode/topicsUnavailable``, ``ErrorCode/accountNotFound``
///   (`From_Account`), ``ErrorCode/groupIDInUseBySameOwner`` for a `TopicId` in use,
///   ``ErrorCode/tooManyGroupsOfAccount``.
/// - Source: protocol reference file 32, 2.1. The group's `LastInfoTime` does not move: assumed.
struct CreateTopic: Command {
    static let name = CommandName(service: .community, command: "create_topic")

    static let reference = CommandReference(
        Wording("Creates a topic in a Community with topics.", "在支持话题的社群中创建话题。"),
        notes: [
            Wording(
                "Community with `SupportTopic` 1; at most 200 topics in a group.",
                "仅支持 `SupportTopic` 为 1 的社群；每个社群最多 200 个话题。")
        ],
        codes: [
            .groupNotFound, .topicsUnavailable, .accountNotFound, .groupIDInUseBySameOwner, .tooManyGroupsOfAccount,
        ],
        example:
            #"{"GroupId":"@TGS#_town","TopicName":"Parks","From_Account":"alice","TopicId":"@TGS#_town@TOPIC#_parks"}"#)

    struct Request: CommandRequest {
        static let fields = TopicDraft.fields

        let draft: TopicDraft
        let fromAccount: String?

        init(_ fields: RequestFields, settings: AppSettings) throws(APIError) {
            draft = try TopicDraft(fields)
            fromAccount = try fields.read(OperatorFields.fromAccount)
            try draft.checkNewID()
        }
    }

    struct Response: CommandResponse {
        let id: TopicID

        func write(to writer: inout JSONWriter) {
            writer.field("TopicId", id.text)
        }
    }

    func handle(_ request: Request, in context: CommandContext) async throws(APIError) -> Response {
        if let backend = context.backend, backend.wants(.createTopic) {
            _ = try await insert(request, in: context, isRehearsal: true)
            _ = try await backend.permit(.createTopic(name: request.draft.name))
        }
        return Response(id: try await insert(request, in: context))
    }

    private func insert(
        _ request: Request, in context: CommandContext, isRehearsal: Bool = false
    ) async throws(APIError) -> TopicID {
        try await insert(
            request.draft, fromAccount: request.fromAccount, createTime: context.now, isImported: false, in: context,
            isRehearsal: isRehearsal)
    }
}
