import Apps
import Groups
import Storage
import Wire

/// Returns the listed permission groups of a Community, or all of them, page by page.
///
/// - Limits: 20 permission groups in a request and in a page.
/// - Group types: Community with `SupportTopic` 1 and `EnablePermission` 1.
/// - Errors: ``ErrorCode/groupNotFound``, ``ErrorCode/notPermitted`` (another type), ``ErrorCode/topicsUnavailable``. A
///   permission group that does not exist does not fail the call; its item carries ``ErrorCode/groupNotFound``.
/// - Order: items in request order; pages in order of creation.
/// - Source: protocol reference files 32, 3.6 and 20, 14.4. `Limit` may be absent: assumed.
struct GetPermissionGroup: Command {
    static let name = CommandName(service: .groupOpen, command: "get_permission_group")

    /// Most permission groups in a request and in a page.
    static let maximumGroups = 20

    struct Request: CommandRequest {
        let group: GroupID
        /// As sent, well-formed or not; `nil` means all.
        let texts: [String]?
        let limit: Int64
        let cursor: Int64

        init(_ fields: RequestFields, settings: AppSettings) throws(APIError) {
            let groupText = try fields.requiredString("GroupId")
            let texts = try fields.strings("PermissionGroupIdList") ?? []
            let maximum = Int64(GetPermissionGroup.maximumGroups)
            limit = try fields.size("Limit", atMost: maximum) ?? maximum
            cursor = try fields.cursor()
            group = try GroupID(addressing: groupText)
            try fields.checkListLength(
                texts.count, of: "PermissionGroupIdList", atMost: GetPermissionGroup.maximumGroups)
            self.texts = texts.isEmpty ? nil : texts
        }
    }

    struct Response: CommandResponse {
        let group: GroupID
        /// `permissionGroup` is `nil` for one that does not exist.
        let items: [(text: String, permissionGroup: PermissionGroup?)]
        /// `nil` where permission groups were listed, which has no pages.
        let next: String?

        func write(to writer: inout JSONWriter) {
            if let next {
                writer.field("Next", next)
            }
            writer.objects("PermissionGroupInfoList", of: items) { writer, item in
                writer.field("ErrorCode", item.permissionGroup == nil ? ErrorCode.groupNotFound.rawValue : 0)
                writer.field("ErrorInfo", item.permissionGroup == nil ? "this permission group does not exist" : "")
                writer.field("GroupId", group.text)
                writer.field("PermissionGroupId", item.text)
                if let permissionGroup = item.permissionGroup {
                    writer.field("PermissionGroupName", permissionGroup.name)
                    writer.field("CustomString", permissionGroup.customString)
                    writer.field("Permission", permissionGroup.permission)
                    writer.field("MemberCount", permissionGroup.memberCount)
                }
            }
        }
    }

    func handle(_ request: Request, in context: CommandContext) async throws(APIError) -> Response {
        guard let texts = request.texts else {
            return try await page(for: request, in: context)
        }
        let found = try await storing { () throws(StoreError) in
            try await context.store.permissionGroups(
                texts.compactMap(PermissionGroupID.init), of: request.group, in: context.scope)
        }
        var rest = found.makeIterator()
        return Response(
            group: request.group, items: texts.map { ($0, PermissionGroupID($0) == nil ? nil : rest.next() ?? nil) },
            next: nil)
    }

    private func page(for request: Request, in context: CommandContext) async throws(APIError) -> Response {
        let page = try await storing { () throws(StoreError) in
            try await context.store.permissionGroups(
                after: request.cursor, atMost: request.limit, of: request.group, in: context.scope)
        }
        return Response(
            group: request.group, items: page.elements.map { ($0.id.text, $0) }, next: page.next.map { "\($0)" } ?? "")
    }
}
