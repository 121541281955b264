import Apps
import Groups
import Storage
import Wire

/// Returns the members of a permission group, page by page.
///
/// - Limits: 50 members a page.
/// - Group types: Community with `SupportTopic` 1 and `EnablePermission` 1.
/// - Errors: ``ErrorCode/groupNotFound`` (group or permission group), ``ErrorCode/notPermitted`` (another type),
///   ``ErrorCode/topicsUnavailable``.
/// - Order: as they came into the permission group. `MemberRoleFilter` leaves members of a page out, so a page may hold
///   fewer than `Limit`, or none, before the last one.
/// - Source: protocol reference files 32, 3.8 and 20, 14.4. The fields of the entries: assumed.
struct GetPermissionGroupMemberList: Command {
    static let name = CommandName(service: .groupOpen, command: "get_permission_group_member_list")

    /// Most members in a page.
    static let maximumMembers: Int64 = 50

    struct Request: CommandRequest {
        let address: PermissionGroupAddress
        let selection: MemberSelection
        let roles: Set<Role>
        let limit: Int64
        let cursor: Int64

        init(_ fields: RequestFields, settings: AppSettings) throws(APIError) {
            let groupText = try fields.requiredString("GroupId")
            let text = try fields.requiredString("PermissionGroupId")
            selection = try MemberSelection(fields, settings: settings)
            roles = try fields.memberRoles()
            let maximum = GetPermissionGroupMemberList.maximumMembers
            limit = try fields.size("Limit", atMost: maximum) ?? maximum
            cursor = try fields.cursor()
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
