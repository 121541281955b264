import Apps
import Groups
import Storage
import Wire

/// Returns the identifiers of the app's groups, page by page.
///
/// - Order: as the groups were created. A group that lives through all pages stands on one of them once.
/// - Source: protocol reference file 20, section 3. `BChatRoom` is an older type: it is taken, and no group has it.
struct GetAppidGroupList: Command {
    static let name = CommandName(service: .groupOpen, command: "get_appid_group_list")
    static let acceptsEmptyBody = true

    /// Most groups of a page.
    static let maximumGroups: Int64 = 10_000
    /// The largest cursor that every JSON client carries without loss.
    static let maximumCursor: Int64 = 1 << 53

    static let reference = CommandReference(
        Wording("Returns the identifiers of the app's groups, page by page.", "获取 App 中的所有群组 ID，可分页拉取。"),
        notes: [
            Wording(
                "All types, also Work groups that wait for their first message. An answer holds at most 1,048,576 bytes.",
                "支持所有群组类型，包括未激活的好友工作群（Work）。应答包不超过 1,048,576 字节。")
        ],
        codes: [.answerTooLarge],
        example: #"{"Limit":10,"Next":0,"GroupType":"Public"}"#)

    struct Request: CommandRequest {
        static let limit = Field.size(
            "Limit", atMost: GetAppidGroupList.maximumGroups,
            "Most groups of a page; without or 0, as many as it may be.",
            "单次返回的群组数量；不填或为 0 则为最大值。")
        static let next = Field.integer(
            "Next", in: 0...GetAppidGroupList.maximumCursor,
            "Where the page begins: the `Next` of the last answer; without or 0, at the first group.",
            "分页位置，填上一次应答中的 `Next`；不填或为 0 则从头开始。")
        static let groupType = Field<Selection>(
            FieldFacts(
                "GroupType", .choice(GroupType.allCases.map(\.rawValue) + ["Work", "Meeting", older]),
                "The only type to answer; without, all. `BChatRoom` is an older type that no group has.",
                "只返回该类型的群组；不填则返回所有类型。`BChatRoom` 为旧类型，没有对应的群组。")
        ) { (fields, name) throws(APIError) in
            try fields.string(name) == older ? .nothing : .type(try fields.groupType(name))
        }
        private static let older = "BChatRoom"

        static let fields = FieldList(limit, next, groupType)

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
            limit = Int(try fields.read(Self.limit) ?? GetAppidGroupList.maximumGroups)
            next = try fields.read(Self.next) ?? 0
            selection = try fields.read(Self.groupType)
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
