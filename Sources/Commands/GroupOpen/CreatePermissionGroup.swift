import Apps
import Groups
import Storage
import Wire

/// Creates a permission group without members.
///
/// - Group types: Community with `SupportTopic` 1 and `EnablePermission` 1.
/// - Errors: ``ErrorCode/groupNotFound``, ``ErrorCode/notPermitted`` (another type), ``ErrorCode/topicsUnavailable``,
///   ``ErrorCode/groupIDInUse`` for a `PermissionGroupId` in use.
/// - Source: protocol reference file 32, 3.3. The form of custom identifiers and the codes: assumed.
struct CreatePermissionGroup: Command {
    static let name = CommandName(service: .groupOpen, command: "create_permission_group")

    static let reference = CommandReference(
        Wording("Creates a permission group without members.", "创建权限组。"),
        notes: [
            Wording(
                "Community with `SupportTopic` 1 and `EnablePermission` 1.",
                "仅支持 `SupportTopic` 和 `EnablePermission` 均为 1 的社群。")
        ],
        codes: [.groupNotFound, .notPermitted, .topicsUnavailable, .groupIDInUse],
        example: #"{"GroupId":"@TGS#_town","PermissionGroupId":"@PMG#_guides","PermissionGroupName":"Guides","#
            + #""Permission":3}"#)

    struct Request: CommandRequest {
        static let newID = Field.text(
            "PermissionGroupId",
            "The identifier to create it under, `@PMG#_` and a name; without, the server makes one.",
            "自定义权限组 ID，由 `@PMG#_` 和名称组成；不填则由服务端生成。"
        ).newID("must be @PMG#_ and a part without @PMG#, at most 48 bytes of printable ASCII") { text in
            PermissionGroupID(text).flatMap { $0.isCustom ? $0 : nil }
        }
        static let name = PermissionGroupFields.newName.required()
        static let permission = PermissionGroupFields.newPermission.required()

        static let fields = FieldList(
            GroupFields.groupID, newID, name, permission, PermissionGroupFields.customString)

        let group: GroupID
        /// `nil` lets the server make one.
        let id: PermissionGroupID?
        let name: String
        let permission: Int64
        let customString: String

        init(_ fields: RequestFields, settings: AppSettings) throws(APIError) {
            let groupText = try fields.read(GroupFields.groupID)
            name = try fields.read(Self.name)
            permission = try fields.read(Self.permission)
            customString = try fields.read(PermissionGroupFields.customString) ?? ""
            id = try fields.read(Self.newID)
            group = try GroupID(addressing: groupText)
        }
    }

    struct Response: CommandResponse {
        let id: PermissionGroupID

        func write(to writer: inout JSONWriter) {
            writer.field("PermissionGroupId", id.text)
        }
    }

    func handle(_ request: Request, in context: CommandContext) async throws(APIError) -> Response {
        let id = try await insert(
            as: request.id, generating: { PermissionGroup.generatedID(random: context.random) }
        ) { (id) throws(APIError) in
            try await storing { () throws(StoreError) in
                try await context.store.createPermissionGroup(
                    PermissionGroup(
                        id: id, name: request.name, permission: request.permission, customString: request.customString),
                    of: request.group, in: context.scope)
            }
            return id
        }
        return Response(id: id)
    }
}
