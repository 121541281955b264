import Apps
import Groups
import Storage
import Wire

/// Puts members of a Community into a permission group.
///
/// - Limits: 1 to 100 entries in `MemberList`.
/// - Group types: Community with `SupportTopic` 1 and `EnablePermission` 1.
/// - Errors: ``ErrorCode/tooManyAccounts``, ``ErrorCode/groupNotFound`` (group or permission group),
///   ``ErrorCode/notPermitted`` (another type), ``ErrorCode/topicsUnavailable``. Items carry result 0 for an account
///   that is no member of the group, 1 for one that came in, 2 for one that was in already.
/// - Source: protocol reference file 32, 3.8. The results: assumed.
struct AddPermissionGroupMember: Command {
    static let name = CommandName(service: .groupOpen, command: "add_permission_group_member")

    /// Most entries of `MemberList`.
    static let maximumMembers = 100

    struct Request: CommandRequest {
        let address: PermissionGroupAddress
        let names: [String]

        init(_ fields: RequestFields, settings: AppSettings) throws(APIError) {
            let groupText = try fields.requiredString("GroupId")
            let text = try fields.requiredString("PermissionGroupId")
            names = try fields.requiredMemberNames()
            address = try PermissionGroupAddress(group: groupText, permissionGroup: text)
            try RequestFields.checkAccountCount(
                names.count, of: "MemberList", atMost: AddPermissionGroupMember.maximumMembers)
        }
    }

    func handle(_ request: Request, in context: CommandContext) async throws(APIError) -> MemberResults {
        let results = try await storing { () throws(StoreError) in
            try await context.store.addPermissionGroupMembers(
                request.names.map(context.app.account), to: request.address.permissionGroup, of: request.address.group,
                in: context.scope)
        }
        return MemberResults(names: request.names, results: results)
    }
}
