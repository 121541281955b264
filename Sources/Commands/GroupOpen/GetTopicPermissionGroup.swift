import Apps
import Groups
import Storage
import Wire

/// Returns the rights of a permission group in the listed topics, or in all in which it has been given rights.
///
/// - Order: items in request order; all of them by `TopicId`.
/// - Source: protocol reference file 32, 3.7. `Permission` 0 for a topic without rights: assumed.
struct GetTopicPermissionGroup: Command {
    static let name = CommandName(service: .groupOpen, command: "get_topic_permission_group")

    static let reference = CommandReference(
        Wording(
            "Returns the rights of a permission group in the listed topics, or in all in which it has been given rights.",
            "获取权限组的话题权限：指定的话题，或已添加权限的全部话题。"),
        notes: [PermissionGroupFields.typeNote, PermissionGroupFields.topicNote],
        codes: PermissionGroupFields.codes + [.topicDestroyed],
        example: #"{"GroupId":"@TGS#_town","PermissionGroupId":"@PMG#_editors","#
            + #""TopicIdList":["@TGS#_town@TOPIC#_news"]}"#)

    struct Request: CommandRequest {
        static let topicIDList = Field.texts(
            "TopicIdList", atMost: .fixed(AddTopicPermissionGroup.maximumTopics),
            "The topics, in the order of the answer; without or empty, all in which it has been given rights.",
            "话题 ID 列表，应答按相同顺序返回；不填或为空则返回已添加权限的全部话题。")

        static let fields = FieldList(GroupFields.groupID, PermissionGroupFields.permissionGroupID, topicIDList)

        let address: PermissionGroupAddress
        /// As sent, well-formed or not; `nil` means all.
        let topicTexts: [String]?

        init(_ fields: RequestFields, settings: AppSettings) throws(APIError) {
            let groupText = try fields.read(GroupFields.groupID)
            let text = try fields.read(PermissionGroupFields.permissionGroupID)
            let texts = try fields.read(Self.topicIDList) ?? []
            address = try PermissionGroupAddress(group: groupText, permissionGroup: text)
            try fields.checkCount(texts.count, of: Self.topicIDList)
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
