import Apps
import Storage
import Wire

/// Destroys permission groups with their topic rights and memberships.
///
/// - Order: items in request order; of a permission group that stands twice the first one is destroyed.
/// - Source: protocol reference file 32, 3.4. The codes: assumed.
struct DestroyPermissionGroup: Command {
    static let name = CommandName(service: .groupOpen, command: "destroy_permission_group")

    /// Most permission groups in a request.
    static let maximumGroups = 20

    static let reference = CommandReference(
        Wording(
            "Destroys permission groups with their topic rights and memberships.", "批量销毁权限组，同时删除其话题权限和成员关系。"),
        notes: [PermissionGroupFields.typeNote, PermissionGroupFields.missingNote],
        codes: [.tooManyAccounts] + PermissionGroupFields.codes,
        example: #"{"GroupId":"@TGS#_town","PermissionGroupIdList":["@PMG#_editors"]}"#)

    struct Request: CommandRequest {
        static let permissionGroupIDList = Field.texts(
            "PermissionGroupIdList", atMost: .fixed(DestroyPermissionGroup.maximumGroups),
            "The permission groups, in the order of the answer.", "权限组 ID 列表，应答按相同顺序返回。"
        ).requiredNonEmpty()

        static let fields = FieldList(GroupFields.groupID, permissionGroupIDList)

        let group: GroupID
        /// As sent, well-formed or not.
        let texts: [String]

        init(_ fields: RequestFields, settings: AppSettings) throws(APIError) {
            let groupText = try fields.read(GroupFields.groupID)
            texts = try fields.read(Self.permissionGroupIDList)
            group = try GroupID(addressing: groupText)
            try fields.checkWrittenCount(texts.count, of: Self.permissionGroupIDList)
        }
    }

    func handle(_ request: Request, in context: CommandContext) async throws(APIError) -> ItemResults {
        let destroyed = try await storing { () throws(StoreError) in
            try await context.store.destroyPermissionGroups(
                request.texts.compactMap(PermissionGroupID.init), of: request.group, in: context.scope)
        }
        var results = destroyed.makeIterator()
        return ItemResults(
            list: "PermissionGroupResultList", key: "PermissionGroupId",
            items: request.texts.map { ($0, PermissionGroupID($0) != nil && results.next() == true) },
            failure: (.groupNotFound, "this permission group does not exist"))
    }
}
