import Apps
import Groups
import Storage
import Wire

/// Returns the members of a group, page by page or all at once.
///
/// - Limits: 6,000 members a page, 100 in a Community; 1,048,576 bytes in an answer.
/// - Group types: all but AVChatRoom. A Community is read by `Next` and knows no `Offset`; others are read by `Offset`
///   and know no `Next`.
/// - Errors: ``ErrorCode/groupNotFound``, ``ErrorCode/notPermitted`` (AVChatRoom), ``ErrorCode/answerTooLarge``,
///   ``ErrorCode/invalidParameter`` (also for a `Next` that was never answered).
/// - Order: the owner, then by `JoinTime`, then as they came. `MemberNum` counts all members, whatever the filters.
/// - Source: protocol reference file 20, section 4.
struct GetGroupMemberInfo: Command {
    static let name = CommandName(service: .groupOpen, command: "get_group_member_info")

    struct Request: CommandRequest {
        let group: GroupID
        let page: MemberPage
        let selection: MemberSelection

        init(_ fields: RequestFields, settings: AppSettings) throws(APIError) {
            let groupText = try fields.requiredString("GroupId")
            var page = MemberPage()
            selection = try MemberSelection(fields, settings: settings)
            page.roles = try fields.memberRoles()
            page.limit = try fields.size("Limit", atMost: Int64.max - 1)
            page.offset = try fields.integer("Offset", in: 0...Int64.max) ?? 0
            page.cursor = try fields.string("Next") ?? ""
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
