import Apps
import Groups
import Storage
import Wire

/// Returns the roles that accounts have in a group.
///
/// - Order: as in the request, an account that stands twice twice.
/// - Source: protocol reference file 20, section 7.
struct GetRoleInGroup: Command {
    static let name = CommandName(service: .groupOpen, command: "get_role_in_group")

    /// Most accounts in a request.
    static let maximumAccounts = 500

    static let reference = CommandReference(
        Wording("Returns the roles that accounts have in a group.", "查询用户在群组中的身份。"),
        notes: [
            Wording(
                "All types but AVChatRoom. An account that is not a member, or does not exist, has the role `NotMember`.",
                "不支持直播群（AVChatRoom）。不是群成员或不存在的用户，身份为 `NotMember`。")
        ],
        codes: [.groupNotFound, .notPermitted],
        example: #"{"GroupId":"readers","User_Account":["alice","bob","dave"]}"#)

    struct Request: CommandRequest {
        static let userAccount = Field.accounts(
            "User_Account", atMost: .fixed(GetRoleInGroup.maximumAccounts), "The accounts, in the order of the answer.",
            "需要查询的用户列表，应答按相同顺序返回。"
        ).requiredNonEmpty()

        static let fields = FieldList(GroupFields.groupID, userAccount)

        let group: GroupID
        /// As sent, possible for an account or not.
        let names: [String]

        init(_ fields: RequestFields, settings: AppSettings) throws(APIError) {
            let groupText = try fields.read(GroupFields.groupID)
            names = try fields.read(Self.userAccount)
            group = try GroupID(addressing: groupText)
            try fields.checkCount(names.count, of: Self.userAccount)
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
