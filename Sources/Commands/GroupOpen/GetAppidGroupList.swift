import Apps
import Groups
import Storage
import Wire

/// Returns the identifiers of the app's groups, page by page.
///
/// - Limits: 10,000 groups a page; 1,048,576 bytes in an answer.
/// - Group types: all, also Work groups that wait for their first message.
/// - Errors: ``ErrorCode/invalidParameter``, ``ErrorCode/answerTooLarge``.
/// - Order: as the groups were created. A group that lives through all pages stands on one of them once.
/// - Source: protocol reference file 20, section 3. `BChatRoom` is an older type: it is taken, and no group has it.
struct GetAppidGroupList: Command {
    static let name = CommandName(service: .groupOpen, command: "get_appid_group_list")
    static let acceptsEmptyBody = true

    /// Most groups of a page.
    static let maximumGroups: Int64 = 10_000
    /// The largest cursor that every JSON client carries without loss.
    static let maximumCursor: Int64 = 1 << 53

    struct Request: CommandRequest {
        let selection: Selection
        let limit: Int
        let next: Int64

        enum Selection: Sendable, Equatable {
            /// A type, or all.
            case type(GroupType?)
            /// A type that no group has.
            case nothing
        }

        init(_ fields: RequestFields, settings: AppSettings) throws(APIError) {
            limit = Int(
                try fields.size("Limit", atMost: GetAppidGroupList.maximumGroups) ?? GetAppidGroupList.maximumGroups)
            next = try fields.integer("Next", in: 0...GetAppidGroupList.maximumCursor) ?? 0
            if case "BChatRoom" = try fields.string("GroupType") {
                selection = .nothing
            } else {
                selection = .type(try fields.groupType("GroupType"))
            }
        }
    }

    struct Content: CommandResponse {
        let page: GroupListPage

        func write(to writer: inout JSONWriter) {
            writer.field("TotalCount", page.totalCount)
            writer.objects("GroupIdList", of: page.groups) { writer, group in
                writer.field("GroupId", group.text)
            }
            writer.field("Next", page.next)
        }
    }

    func handle(_ request: Request, in context: CommandContext) async throws(APIError) -> EncodedResponse {
        try EncodedResponse(
            Content(page: try await page(request, in: context)), atMost: context.app.maximumAnswerBytes,
            advice: "ask for fewer groups")
    }

    private func page(_ request: Request, in context: CommandContext) async throws(APIError) -> GroupListPage {
        guard case .type(let type) = request.selection else {
            return GroupListPage(groups: [], totalCount: 0, next: 0)
        }
        return try await storing { () throws(StoreError) in
            try await context.store.listGroups(of: type, after: request.next, limit: request.limit, in: context.scope)
        }
    }
}
