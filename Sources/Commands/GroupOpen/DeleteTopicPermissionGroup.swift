import Apps
import Groups
import Storage
import Wire

/// Takes the rights of a permission group in topics away; where it has none, that is a success.
///
/// - Source: protocol reference file 32, 3.7. Success without rights: assumed.
struct DeleteTopicPermissionGroup: Command {
    static let name = CommandName(service: .groupOpen, command: "delete_topic_permission_group")

    static let reference = CommandReference(
        Wording(
            "Takes the rights of a permission group in topics away; where it has none, that is a success.",
            "删除权限组的话题权限；没有话题权限时也返回成功。"),
        notes: [PermissionGroupFields.typeNote, PermissionGroupFields.topicNote],
        codes: [.tooManyAccounts] + PermissionGroupFields.codes + [.topicDestroyed],
        example: #"{"GroupId":"@TGS#_town","PermissionGroupId":"@PMG#_editors","#
            + #""TopicIdList":["@TGS#_town@TOPIC#_news"]}"#)

    struct Request: CommandRequest {
        static let topicIDList = Field.texts(
            "TopicIdList", atMost: .fixed(AddTopicPermissionGroup.maximumTopics),
            "The topics, in the order of the answer.", "话题 ID 列表，应答按相同顺序返回。"
        ).requiredNonEmpty()

        static let fields = FieldList(GroupFields.groupID, PermissionGroupFields.permissionGroupID, topicIDList)

        let address: PermissionGroupAddress
        /// As sent, well-formed or not.
        let topicTexts: [String]

        init(_ fields: RequestFields, settings: AppSettings) throws(APIError) {
            let groupText = try fields.read(GroupFields.groupID)
            let text = try fields.read(PermissionGroupFields.permissionGroupID)
            topicTexts = try fields.read(Self.topicIDList)
            address = try PermissionGroupAddress(group: groupText, permissionGroup: text)
            try fields.checkWrittenCount(topicTexts.count, of: Self.topicIDList)
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
