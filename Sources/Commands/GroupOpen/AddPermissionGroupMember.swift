import Apps
import Groups
import Storage
import Wire

/// Puts members of a Community into a permission group.
///
/// - Source: protocol reference file 32, 3.8. The results: assumed.
struct AddPermissionGroupMember: Command {
    static let name = CommandName(service: .groupOpen, command: "add_permission_group_member")

    /// Most entries of `MemberList`.
    static let maximumMembers = 100

    static let reference = CommandReference(
        Wording("Puts members of a Community into a permission group.", "添加权限组成员。"),
        notes: [
            PermissionGroupFields.typeNote,
            Wording(
                "Each account has a `Result`: 0 for one that is no member of the group, 1 for one that came in, 2 for one that "
                    + "was in already.",
                "每个用户有各自的 `Result`：0 表示失败（不是群成员），1 表示成功，2 表示已在权限组中。"),
        ],
        codes: [.tooManyAccounts] + PermissionGroupFields.codes,
        example: #"{"GroupId":"@TGS#_town","PermissionGroupId":"@PMG#_editors","#
            + #""MemberList":[{"Member_Account":"carol"}]}"#)

    struct Request: CommandRequest {
        static let memberList = Field.objects(
            "MemberList", of: FieldList(GroupMemberFields.memberAccount),
            atMost: .fixed(AddPermissionGroupMember.maximumMembers), "Whom the call is about.", "权限组成员列表。"
        ).requiredNonEmpty()

        static let fields = FieldList(GroupFields.groupID, PermissionGroupFields.permissionGroupID, memberList)

        let address: PermissionGroupAddress
        let names: [String]

        init(_ fields: RequestFields, settings: AppSettings) throws(APIError) {
            let groupText = try fields.read(GroupFields.groupID)
            let text = try fields.read(PermissionGroupFields.permissionGroupID)
            names = try fields.read(Self.memberList).map { (member) throws(APIError) in
                try member.read(GroupMemberFields.memberAccount)
            }
            address = try PermissionGroupAddress(group: groupText, permissionGroup: text)
            try fields.checkCount(names.count, of: Self.memberList, else: .tooManyAccounts)
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
