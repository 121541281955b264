import Apps
import Groups
import Storage
import Wire

/// Changes the fields of a permission group that the request names; the others stay.
///
/// - Group types: Community with `SupportTopic` 1 and `EnablePermission` 1.
/// - Errors: ``ErrorCode/groupNotFound`` (group or permission group), ``ErrorCode/notPermitted`` (another type),
///   ``ErrorCode/topicsUnavailable``.
/// - Source: protocol reference file 32, 3.5.
struct ModifyPermissionGroup: Command {
    static let name = CommandName(service: .groupOpen, command: "modify_permission_group")

    struct Request: CommandRequest {
        let address: PermissionGroupAddress
        let change: PermissionGroupChange

        init(_ fields: RequestFields, settings: AppSettings) throws(APIError) {
            let limits = settings.limits
            let groupText = try fields.requiredString("GroupId")
            let text = try fields.requiredString("PermissionGroupId")
            var change = PermissionGroupChange()
            change.name = try fields.nonEmptyText(
                "PermissionGroupName", maximumBytes: limits.permissionGroupNameBytes)
            change.permission = try fields.permission()
            change.customString = try fields.text("CustomString", maximumBytes: limits.customStringBytes)
            address = try PermissionGroupAddress(group: groupText, permissionGroup: text)
            self.change = change
        }
    }

    func handle(_ request: Request, in context: CommandContext) async throws(APIError) -> EmptyResponse {
        try await storing { () throws(StoreError) in
            try await context.store.changePermissionGroup(
                request.address.permissionGroup, of: request.address.group, in: context.scope, by: request.change)
        }
        return EmptyResponse()
    }
}
