import Apps
import Groups
import Storage
import Wire

/// Gives a permission group rights in topics, in place of those that it has there.
///
/// - Limits: 1 to 50 topics in a request.
/// - Group types: Community with `SupportTopic` 1 and `EnablePermission` 1.
/// - Errors: ``ErrorCode/tooManyAccounts``, ``ErrorCode/groupNotFound`` (group or permission group),
///   ``ErrorCode/notPermitted`` (another type), ``ErrorCode/topicsUnavailable``. A topic that does not exist does not
///   fail the call; its item carries ``ErrorCode/topicDestroyed``.
/// - Source: protocol reference file 32, 3.7. Overwriting: assumed.
struct AddTopicPermissionGroup: Command {
    static let name = CommandName(service: .groupOpen, command: "add_topic_permission_group")

    /// Most topics in a request.
    static let maximumTopics = 50

    struct Request: CommandRequest {
        let address: PermissionGroupAddress
        /// `TopicId`s as sent, well-formed or not.
        let entries: [(topic: String, permission: Int64)]

        init(_ fields: RequestFields, settings: AppSettings) throws(APIError) {
            let groupText = try fields.requiredString("GroupId")
            let text = try fields.requiredString("PermissionGroupId")
            entries = try fields.requiredTopicPermissions()
            address = try PermissionGroupAddress(group: groupText, permissionGroup: text)
            try RequestFields.checkWrittenCount(
                entries.count, of: "TopicPermissionList", atMost: AddTopicPermissionGroup.maximumTopics)
        }
    }

    func handle(_ request: Request, in context: CommandContext) async throws(APIError) -> ItemResults {
        let permissions = request.entries.compactMap { entry in
            TopicID(entry.topic).map { TopicPermission(topic: $0, permission: entry.permission) }
        }
        let found = try await storing { () throws(StoreError) in
            try await context.store.setTopicPermissions(
                permissions, of: request.address.permissionGroup, of: request.address.group, in: context.scope)
        }
        return .topics(request.entries.map(\.topic), found: found)
    }
}
