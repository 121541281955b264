import Apps
import Groups
import Storage
import Wire

/// Returns the members of a group, page by page or all at once.
///
/// - Order: the owner, then by `JoinTime`, then as they came. `MemberNum` counts all members, whatever the filters.
/// - Source: protocol reference file 20, section 4.
struct GetGroupMemberInfo: Command {
    static let name = CommandName(service: .groupOpen, command: "get_group_member_info")

    static let reference = CommandReference(
        Wording("Returns the members of a group, page by page or all at once.", "获取群成员详细资料，可分页或一次性拉取。"),
        notes: [
            Wording(
                "All types but AVChatRoom. A Community is read by `Next` and knows no `Offset`; others are read by `Offset` and "
                    + "know no `Next`. An answer holds at most 1,048,576 bytes.",
                "不支持直播群（AVChatRoom）。社群（Community）使用 `Next` 分页，忽略 `Offset`；其他群组使用 `Offset` 分页，忽略 `Next`。"
                    + "应答包不超过 1,048,576 字节。"),
            MemberSelection.note,
        ],
        codes: [.groupNotFound, .notPermitted, .answerTooLarge],
        example: #"{"GroupId":"readers","Limit":10,"Offset":0,"MemberInfoFilter":["Role","NameCard"],"#
            + #""MemberRoleFilter":["Owner","Member"]}"#)

    struct Request: CommandRequest {
        static let limit = Field.size(
            "Limit", atMost: Int64.max - 1,
            "Most members of a page, up to 6,000; in a Community more than 100 count as 100. Without or 0, all, in a "
                + "Community 100.",
            "单次返回的群成员数量，最多 6000；社群超过 100 按 100 处理。不填或为 0 则返回全部，社群返回 100 个。")
        static let offset = Field.integer(
            "Offset", in: 0...Int64.max, "Members to pass over; without, 0.", "偏移量；不填则为 0。")
        static let next = Field.text(
            "Next",
            "Where a Community's page begins: the `Next` of the last answer; without or empty, at the first member.",
            "社群的分页位置，填上一次应答中的 `Next`；不填或为空则从头开始。")

        static let fields =
            FieldList(GroupFields.groupID, limit, offset, next) + MemberSelection.fields
            + FieldList(MemberSelection.roleFilter)

        let group: GroupID
        let page: MemberPage
        let selection: MemberSelection

        init(_ fields: RequestFields, settings: AppSettings) throws(APIError) {
            let groupText = try fields.read(GroupFields.groupID)
            var page = MemberPage()
            selection = try MemberSelection(fields, settings: settings)
            page.roles = try fields.read(MemberSelection.roleFilter)
            page.limit = try fields.read(Self.limit)
            page.offset = try fields.read(Self.offset) ?? 0
            page.cursor = try fields.read(Self.next) ?? ""
            group = try GroupID(addressing: groupText)
            self.page = page
        }
    }

    struct Content: CommandResponse {
        let group: GroupProfile
        /// `nil` for a group that is read by offset.
        let next: String?
        let members: MemberListWriter

        func write(to writer: inout JSONWriter) {
            if let next {
                writer.field("Next", next)
            }
            writer.field("MemberNum", group.memberNum)
            writer.key("MemberList")
            writer.raw(bytes: members.bytes)
            writer.endArray()
        }
    }

    func handle(_ request: Request, in context: CommandContext) async throws(APIError) -> EncodedResponse {
        let writer = MemberListWriter(
            selection: request.selection, now: context.now, isOnline: context.isOnline,
            maximumBytes: context.app.maximumAnswerBytes)
        let (members, next) = try await storing { () throws(StoreError) in
            try await context.store.readMembers(
                of: request.group, page: request.page, in: context.scope, visitor: writer)
        }
        guard let group = members.profile else {
            throw .noSuchGroup(request.group)
        }
        let content = Content(
            group: group, next: group.type == .community ? next?.cursor ?? "" : nil, members: members)
        return try EncodedResponse(
            content, atMost: context.app.maximumAnswerBytes, advice: "ask for fewer members or fields")
    }
}
