import Apps
import Groups
import Storage
import Wire

/// Returns the members of a permission group, page by page.
///
/// - Order: as they came into the permission group.
/// - Source: protocol reference files 32, 3.8 and 20, 14.4. The fields of the entries: assumed.
struct GetPermissionGroupMemberList: Command {
    static let name = CommandName(service: .groupOpen, command: "get_permission_group_member_list")

    /// Most members in a page.
    static let maximumMembers: Int64 = 50

    static let reference = CommandReference(
        Wording("Returns the members of a permission group, page by page.", "分页获取权限组成员列表。"),
        notes: [
            PermissionGroupFields.typeNote,
            Wording(
                "`MemberRoleFilter` leaves members of a page out, so a page may hold fewer than `Limit`, or none, before the "
                    + "last one.",
                "`MemberRoleFilter` 在分页之后过滤，因此最后一页之前的某一页也可能少于 `Limit` 个成员，甚至为空。"),
            MemberSelection.note,
        ],
        codes: PermissionGroupFields.codes,
        example: #"{"GroupId":"@TGS#_town","PermissionGroupId":"@PMG#_editors","Limit":10,"Next":"","#
            + #""MemberInfoFilter":["Role"],"MemberRoleFilter":["Member"]}"#)

    struct Request: CommandRequest {
        static let limit = Field.size(
            "Limit", atMost: GetPermissionGroupMemberList.maximumMembers,
            "Most members of a page; without or 0, as many as it may be.", "单次返回的成员数量；不填或为 0 则为最大值。")

        static let fields =
            FieldList(GroupFields.groupID, PermissionGroupFields.permissionGroupID, limit, PermissionGroupFields.next)
            + MemberSelection.fields + FieldList(MemberSelection.roleFilter)

        let address: PermissionGroupAddress
        let selection: MemberSelection
        let roles: Set<Role>
        let limit: Int64
        let cursor: Int64

        init(_ fields: RequestFields, settings: AppSettings) throws(APIError) {
            let groupText = try fields.read(GroupFields.groupID)
            let text = try fields.read(PermissionGroupFields.permissionGroupID)
            selection = try MemberSelection(fields, settings: settings)
            roles = try fields.read(MemberSelection.roleFilter)
            limit = try fields.read(Self.limit) ?? GetPermissionGroupMemberList.maximumMembers
            cursor = try fields.read(PermissionGroupFields.next)
            address = try PermissionGroupAddress(group: groupText, permissionGroup: text)
        }
    }

    struct Response: CommandResponse {
        let next: String
        let members: [Member]
        let selection: MemberSelection
        /// Decides which mutes have run out.
        let now: UnixTime
        let isOnline: @Sendable (Account) -> Bool

        func write(to writer: inout JSONWriter) {
            writer.field("Next", next)
            writer.array("MemberList", of: members) { writer, member in
                writer.member(member, selection, at: now, isOnline: isOnline)
            }
        }
    }

    func handle(_ request: Request, in context: CommandContext) async throws(APIError) -> Response {
        let page = try await storing { () throws(StoreError) in
            try await context.store.permissionGroupMembers(
                of: request.address.permissionGroup, after: request.cursor, atMost: request.limit,
                of: request.address.group, in: context.scope)
        }
        return Response(
            next: page.next.map { "\($0)" } ?? "", members: page.elements.filter { request.roles.contains($0.role) },
            selection: request.selection, now: context.now, isOnline: context.isOnline)
    }
}
