import Apps
import Groups
import Storage
import Wire

/// Gives a permission group rights in topics, in place of those that it has there.
///
/// - Source: protocol reference file 32, 3.7. Overwriting: assumed.
struct AddTopicPermissionGroup: Command {
    static let name = CommandName(service: .groupOpen, command: "add_topic_permission_group")

    /// Most topics in a request.
    static let maximumTopics = 50

    static let reference = CommandReference(
        Wording(
            "Gives a permission group rights in topics, in place of those that it has there.",
            "为权限组添加话题权限；已有的话题权限会被覆盖。"),
        notes: [PermissionGroupFields.typeNote, PermissionGroupFields.topicNote],
        codes: [.tooManyAccounts] + PermissionGroupFields.codes + [.topicDestroyed],
        example: #"{"GroupId":"@TGS#_town","PermissionGroupId":"@PMG#_editors","#
            + #""TopicPermissionList":[{"TopicId":"@TGS#_town@TOPIC#_news","Permission":3}]}"#)

    struct Request: CommandRequest {
        static let topicID = Field.text("TopicId", "The topic.", "话题 ID。").required()
        static let permission = Field.integer(
            "Permission", in: 0...Int64.max,
            "The rights of the permission group's members in the topic, as a bit mask.",
            "权限组成员在该话题中的权限（位掩码）。"
        ).required()
        static let topicPermissionList = Field.objects(
            "TopicPermissionList", of: FieldList(topicID, permission),
            atMost: .fixed(AddTopicPermissionGroup.maximumTopics),
            "The topics with the rights in them, in the order of the answer.",
            "话题及其权限的列表，应答按相同顺序返回。"
        ).requiredNonEmpty()

        static let fields = FieldList(
            GroupFields.groupID, PermissionGroupFields.permissionGroupID, topicPermissionList)

        let address: PermissionGroupAddress
        /// `TopicId`s as sent, well-formed or not.
        let entries: [(topic: String, permission: Int64)]

        init(_ fields: RequestFields, settings: AppSettings) throws(APIError) {
            let groupText = try fields.read(GroupFields.groupID)
            let text = try fields.read(PermissionGroupFields.permissionGroupID)
            entries = try fields.read(Self.topicPermissionList).map { (entry) throws(APIError) in
                (try entry.read(Self.topicID), try entry.read(Self.permission))
            }
            address = try PermissionGroupAddress(group: groupText, permissionGroup: text)
            try fields.checkWrittenCount(entries.count, of: Self.topicPermissionList)
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
