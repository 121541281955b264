import Apps
import Storage
import Wire

/// Takes accounts out of a permission group; those that are not in it are passed over.
///
/// - Source: protocol reference file 32, 3.8.
struct DeletePermissionGroupMember: Command {
    static let name = CommandName(service: .groupOpen, command: "delete_permission_group_member")

    static let reference = CommandReference(
        Wording(
            "Takes accounts out of a permission group; those that are not in it are passed over.",
            "删除权限组成员；不在权限组中的用户会被忽略。"),
        notes: [PermissionGroupFields.typeNote],
        codes: [.tooManyAccounts] + PermissionGroupFields.codes,
        example: #"{"GroupId":"@TGS#_town","PermissionGroupId":"@PMG#_editors","#
            + #""MemberList":[{"Member_Account":"bob"}]}"#)

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
