import Groups
import Storage
import Wire

/// Changes the rights of a permission group in topics; where it has none, they are given.
///
/// - Source: protocol reference file 32, 3.7. Creating: assumed.
struct SetTopicPermissionGroup: Command {
    static let name = CommandName(service: .groupOpen, command: "set_topic_permission_group")

    static let reference = CommandReference(
        Wording(
            "Changes the rights of a permission group in topics; where it has none, they are given.",
            "修改权限组的话题权限；没有话题权限时则添加。"),
        notes: [PermissionGroupFields.typeNote, PermissionGroupFields.topicNote],
        codes: [.tooManyAccounts] + PermissionGroupFields.codes + [.topicDestroyed],
        example: #"{"GroupId":"@TGS#_town","PermissionGroupId":"@PMG#_editors","#
            + #""TopicPermissionList":[{"TopicId":"@TGS#_town@TOPIC#_news","Permission":1}]}"#)

    typealias Request = AddTopicPermissionGroup.Request

    func handle(_ request: Request, in context: CommandContext) async throws(APIError) -> ItemResults {
        try await AddTopicPermissionGroup().handle(request, in: context)
    }
}
