import Groups
import Storage
import Wire

/// Changes the rights of a permission group in topics; where it has none, they are given.
///
/// - Limits: 1 to 50 topics in a request.
/// - Group types: Community with `SupportTopic` 1 and `EnablePermission` 1.
/// - Errors: ``ErrorCode/tooManyAccounts``, ``ErrorCode/groupNotFound`` (group or permission group),
///   ``ErrorCode/notPermitted`` (another type), ``ErrorCode/topicsUnavailable``. A topic that does not exist does not
///   fail the call; its item carries ``ErrorCode/topicDestroyed``.
/// - Source: protocol reference file 32, 3.7. Creating: assumed.
struct SetTopicPermissionGroup: Command {
    static let name = CommandName(service: .groupOpen, command: "set_topic_permission_group")

    typealias Request = AddTopicPermissionGroup.Request

    func handle(_ request: Request, in context: CommandContext) async throws(APIError) -> ItemResults {
        try await AddTopicPermissionGroup().handle(request, in: context)
    }
}
