import Apps
import Groups
import Storage
import Wire

/// Returns the listed permission groups of a Community, or all of them, page by page.
///
/// - Order: items in request order; pages in order of creation.
/// - Source: protocol reference files 32, 3.6 and 20, 14.4. `Limit` may be absent: assumed.
struct GetPermissionGroup: Command {
    static let name = CommandName(service: .groupOpen, command: "get_permission_group")

    /// Most permission groups in a request and in a page.
    static let maximumGroups = 20

    static let reference = CommandReference(
        Wording(
            "Returns the listed permission groups of a Community, or all of them, page by page.",
            "获取社群的权限组信息：指定的权限组，或分页获取全部。"),
        notes: [PermissionGroupFields.typeNote, PermissionGroupFields.missingNote],
        codes: PermissionGroupFields.codes,
        example: #"{"GroupId":"@TGS#_town","PermissionGroupIdList":["@PMG#_editors"]}"#)

    struct Request: CommandRequest {
        static let permissionGroupIDList = Field.texts(
            "PermissionGroupIdList", atMost: .fixed(GetPermissionGroup.maximumGroups),
            "The permission groups, in the order of the answer; without or empty, all, page by page.",
            "权限组 ID 列表，应答按相同顺序返回；不填或为空则分页返回全部权限组。")
        static let limit = Field.size(
            "Limit", atMost: Int64(GetPermissionGroup.maximumGroups),
            "Most permission groups of a page; without or 0, as many as it may be.", "单次返回的权限组数量；不填或为 0 则为最大值。")

        static let fields = FieldList(GroupFields.groupID, permissionGroupIDList, limit, PermissionGroupFields.next)

        let group: GroupID
        /// As sent, well-formed or not; `nil` means all.
        let texts: [String]?
        let limit: Int64
        let cursor: Int64

        init(_ fields: RequestFields, settings: AppSettings) throws(APIError) {
            let groupText = try fields.read(GroupFields.groupID)
            let texts = try fields.read(Self.permissionGroupIDList) ?? []
            limit = try fields.read(Self.limit) ?? Int64(GetPermissionGroup.maximumGroups)
            cursor = try fields.read(PermissionGroupFields.next)
            group = try GroupID(addressing: groupText)
            try fields.checkCount(texts.count, of: Self.permissionGroupIDList)
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
