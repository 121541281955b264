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
            id = try fields.newPermissionGroupID()
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
        while true {
            let id = request.id ?? PermissionGroup.generatedID(random: context.random)
            let permissionGroup = PermissionGroup(
                id: id, name: request.name, permission: request.permission, customString: request.customString)
            do {
                try await context.store.createPermissionGroup(permissionGroup, of: request.group, in: context.scope)
                return Response(id: id)
            } catch .refused(let refusal) where request.id == nil && refusal.isIDInUse {
                continue
            } catch {
                throw error.apiError(internalError: Self.name.service.internalError)
            }
        }
    }
}

extension RequestFields {
    fileprivate func newPermissionGroupID() throws(APIError) -> PermissionGroupID? {
        guard !isAbsent("PermissionGroupId"), let text = try string("PermissionGroupId") else {
            return nil
        }
        guard let id = PermissionGroupID(text), id.isCustom else {
            throw refusal(
                "PermissionGroupId", "must be @PMG#_ and a part without @PMG#, at most 48 bytes of printable ASCII")
        }
        return id
    }
}
