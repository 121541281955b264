import Apps
import Groups
import Storage
import Wire

/// Returns the rights of a permission group in the listed topics, or in all in which it has been given rights.
///
/// - Limits: 50 topics in a request; at most 200 topics exist.
/// - Group types: Community with `SupportTopic` 1 and `EnablePermission` 1.
/// - Errors: ``ErrorCode/groupNotFound`` (group or permission group), ``ErrorCode/notPermitted`` (another type),
///   ``ErrorCode/topicsUnavailable``. A topic that does not exist does not fail the call; its item carries
///   ``ErrorCode/topicDestroyed``.
/// - Order: items in request order; all of them by `TopicId`.
/// - Source: protocol reference file 32, 3.7. `Permission` 0 for a topic without rights: assumed.
struct GetTopicPermissionGroup: Command {
    static let name = CommandName(service: .groupOpen, command: "get_topic_permission_group")

    struct Request: CommandRequest {
        let address: PermissionGroupAddress
        /// As sent, well-formed or not; `nil` means all.
        let topicTexts: [String]?

        init(_ fields: RequestFields, settings: AppSettings) throws(APIError) {
            let groupText = try fields.requiredString("GroupId")
            let text = try fields.requiredString("PermissionGroupId")
            let texts = try fields.strings("TopicIdList") ?? []
            address = try PermissionGroupAddress(group: groupText, permissionGroup: text)
            try fields.checkListLength(texts.count, of: "TopicIdList", atMost: AddTopicPermissionGroup.maximumTopics)
            topicTexts = texts.isEmpty ? nil : texts
        }
    }

    struct Response: CommandResponse {
        /// `permission` is `nil` for a topic that does not exist.
        let items: [(text: String, permission: Int64?)]

        func write(to writer: inout JSONWriter) {
            writer.objects("TopicPermissionResultList", of: items) { writer, item in
                writer.field("ErrorCode", item.permission == nil ? ErrorCode.topicDestroyed.rawValue : 0)
                writer.field("ErrorInfo", item.permission == nil ? "this topic does not exist" : "")
                writer.field("TopicId", item.text)
                if let permission = item.permission {
                    writer.field("Permission", permission)
                }
            }
        }
    }

    func handle(_ request: Request, in context: CommandContext) async throws(APIError) -> Response {
        let found = try await storing { () throws(StoreError) in
            try await context.store.topicPermissions(
                in: request.topicTexts?.compactMap(TopicID.init), of: request.address.permissionGroup,
                of: request.address.group, in: context.scope)
        }
        guard let texts = request.topicTexts else {
            return Response(items: found.compactMap(\.self).map { ($0.topic.text, $0.permission) })
        }
        var rest = found.makeIterator()
        return Response(items: texts.map { ($0, TopicID($0) == nil ? nil : (rest.next() ?? nil)?.permission) })
    }
}
