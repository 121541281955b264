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

    struct Request: CommandRequest {
        let group: GroupID
        /// `nil` lets the server make one.
        let id: PermissionGroupID?
        let name: String
        let permission: Int64
        let customString: String

        init(_ fields: RequestFields, settings: AppSettings) throws(APIError) {
            let limits = settings.limits
            let groupText = try fields.requiredString("GroupId")
            let maximumBytes = limits.permissionGroupNameBytes
            guard let name = try fields.nonEmptyText("PermissionGroupName", maximumBytes: maximumBytes) else {
                throw fields.refusal("PermissionGroupName", "is missing")
            }
            permission = try fields.requiredPermission()
            customString = try fields.text("CustomString", maximumBytes: limits.customStringBytes) ?? ""
            id = try fields.newID(
                "PermissionGroupId", "must be @PMG#_ and a part without @PMG#, at most 48 bytes of printable ASCII"
            ) { text in
                PermissionGroupID(text).flatMap { $0.isCustom ? $0 : nil }
            }
            group = try GroupID(addressing: groupText)
            self.name = name
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
