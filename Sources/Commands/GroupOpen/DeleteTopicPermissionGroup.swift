import Apps
import Groups
import Storage
import Wire

/// Takes the rights of a permission group in topics away; where it has none, that is a success.
///
/// - Limits: 1 to 50 topics in a request.
/// - Group types: Community with `SupportTopic` 1 and `EnablePermission` 1.
/// - Errors: ``ErrorCode/tooManyAccounts``, ``ErrorCode/groupNotFound`` (group or permission group),
///   ``ErrorCode/notPermitted`` (another type), ``ErrorCode/topicsUnavailable``. A topic that does not exist does not
///   fail the call; its item carries ``ErrorCode/topicDestroyed``.
/// - Source: protocol reference file 32, 3.7. Success without rights: assumed.
struct DeleteTopicPermissionGroup: Command {
    static let name = CommandName(service: .groupOpen, command: "delete_topic_permission_group")

    struct Request: CommandRequest {
        let address: PermissionGroupAddress
        /// As sent, well-formed or not.
        let topicTexts: [String]

        init(_ fields: RequestFields, settings: AppSettings) throws(APIError) {
            let groupText = try fields.requiredString("GroupId")
            let text = try fields.requiredString("PermissionGroupId")
            topicTexts = try fields.requiredStrings("TopicIdList")
            address = try PermissionGroupAddress(group: groupText, permissionGroup: text)
            try RequestFields.checkWrittenCount(
                topicTexts.count, of: "TopicIdList", atMost: AddTopicPermissionGroup.maximumTopics)
        }
    }

    func handle(_ request: Request, in context: CommandContext) async throws(APIError) -> ItemResults {
        let found = try await storing { () throws(StoreError) in
            try await context.store.deleteTopicPermissions(
                in: request.topicTexts.compactMap(TopicID.init), of: request.address.permissionGroup,
                of: request.address.group, in: context.scope)
        }
        return .topics(request.topicTexts, found: found)
    }
}
