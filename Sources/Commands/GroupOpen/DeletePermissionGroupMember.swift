import Apps
import Storage
import Wire

/// Takes accounts out of a permission group; those that are not in it are passed over.
///
/// - Limits: 1 to 100 entries in `MemberList`.
/// - Group types: Community with `SupportTopic` 1 and `EnablePermission` 1.
/// - Errors: ``ErrorCode/tooManyAccounts``, ``ErrorCode/groupNotFound`` (group or permission group),
///   ``ErrorCode/notPermitted`` (another type), ``ErrorCode/topicsUnavailable``.
/// - Source: protocol reference file 32, 3.8.
struct DeletePermissionGroupMember: Command {
    static let name = CommandName(service: .groupOpen, command: "delete_permission_group_member")

    typealias Request = AddPermissionGroupMember.Request

    func handle(_ request: Request, in context: CommandContext) async throws(APIError) -> EmptyResponse {
        try await storing { () throws(StoreError) in
            try await context.store.deletePermissionGroupMembers(
                context.app.accounts(named: request.names), from: request.address.permissionGroup,
                of: request.address.group, in: context.scope)
        }
        return EmptyResponse()
    }
}
