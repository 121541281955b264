import Apps
import Groups
import Storage
import Wire

/// Returns the roles that accounts have in a group.
///
/// - Limits: 500 entries in `User_Account`.
/// - Group types: all but AVChatRoom.
/// - Errors: ``ErrorCode/groupNotFound``, ``ErrorCode/notPermitted`` (AVChatRoom). An account that is not a member, or
///   does not exist, has the role `NotMember`.
/// - Order: as in the request, an account that stands twice twice.
/// - Source: protocol reference file 20, section 7.
struct GetRoleInGroup: Command {
    static let name = CommandName(service: .groupOpen, command: "get_role_in_group")

    /// Most accounts in a request.
    static let maximumAccounts = 500

    struct Request: CommandRequest {
        let group: GroupID
        /// As sent, possible for an account or not.
        let names: [String]

        init(_ fields: RequestFields, settings: AppSettings) throws(APIError) {
            let groupText = try fields.requiredString("GroupId")
            names = try fields.requiredAccountNames("User_Account")
            group = try GroupID(addressing: groupText)
            try fields.checkListLength(names.count, of: "User_Account", atMost: GetRoleInGroup.maximumAccounts)
        }
    }

    struct Response: CommandResponse {
        /// `nil` for an account that is not a member.
        let roles: [(name: String, role: Role?)]

        func write(to writer: inout JSONWriter) {
            writer.objects("UserIdList", of: roles) { writer, item in
                let (name, role) = item
                writer.field("Member_Account", name)
                writer.field("Role", role?.rawValue ?? "NotMember")
            }
        }
    }

    func handle(_ request: Request, in context: CommandContext) async throws(APIError) -> Response {
        let members = try await storing { () throws(StoreError) in
            try await context.store.findMembers(
                context.app.accounts(named: request.names), of: request.group, in: context.scope)
        }
        return Response(
            roles: request.names.map { name in
                (name, context.app.account(named: name).flatMap { members[$0]?.role })
            })
    }
}
