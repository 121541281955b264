import Apps
import Groups
import Presence
import Storage
import Wire

/// Lists who is inside an AVChatRoom, the latest entrants first.
///
/// - Source: protocol reference file 20, section 11. `Timestamp` may be left out for the first page.
struct GetMembers: Command {
    static let name = CommandName(service: .avChatRoom, command: "get_members")

    static let reference = CommandReference(
        Wording(
            "Lists who is inside an AVChatRoom, the latest entrants first.", "获取直播群（AVChatRoom）的在线成员列表，最近进群的成员在前。"),
        notes: [
            Wording(
                "AVChatRoom only. A page holds 250 members, more only where they entered in the same second; "
                    + "the latest 1000 members are listed.",
                "仅支持直播群（AVChatRoom）。每页 250 个成员，同一秒进群的成员不分页；最多返回最近进群的 1000 个成员。"),
            Wording(
                "Members with the mark 600 are listed only when one of their marks is asked for.",
                "带有标记 600 的成员仅在按其标记查询时返回。"),
        ],
        codes: [.groupNotFound, .notPermitted],
        example: #"{"GroupId":"live","Timestamp":0}"#)

    struct Request: CommandRequest {
        static let timestamp = Field.integer(
            "Timestamp", in: 0...UnixTime.forever.seconds,
            "`NextTimestamp` of the page before; 0, or without, the first page.",
            "上一页返回的 `NextTimestamp`；0 或不填表示第一页。"
        ).map { (_, _, seconds) throws(APIError) in UnixTime(seconds: seconds ?? 0) }
        static let mark = Field.optionalInteger(
            "Mark", in: 0...Int64.max,
            "Only members with this mark: 500, 600 or a number of at least 1000; without, all members.",
            "只返回带有该标记的成员，取值为 500、600 或不小于 1000 的数；不填则返回全部成员。"
        ).map { (fields, name, number) throws(APIError) -> Mark? in
            guard let number else {
                return nil
            }
            guard let mark = Mark(number) else {
                throw fields.refusal(name, "must be 500, 600 or at least 1000")
            }
            return mark
        }

        static let fields = FieldList(GroupFields.groupID, timestamp, mark)

        let group: GroupID
        /// ``UnixTime/never`` for the first page.
        let timestamp: UnixTime
        let mark: Mark?

        init(_ fields: RequestFields, settings: AppSettings) throws(APIError) {
            let groupText = try fields.read(GroupFields.groupID)
            timestamp = try fields.read(Self.timestamp)
            mark = try fields.read(Self.mark)
            group = try GroupID(addressing: groupText)
        }
    }

    struct Response: CommandResponse {
        let members: [(named: NamedAccount, joinTime: UnixTime)]
        let next: UnixTime

        func write(to writer: inout JSONWriter) {
            writer.objects("MemberList", of: members) { writer, member in
                writer.field("Member_Account", member.named.account.text)
                writer.field("JoinTime", member.joinTime.seconds)
                writer.field("NickName", member.named.nickName)
                writer.field("Avatar", member.named.avatar)
            }
            writer.field("NextTimestamp", next.seconds)
        }
    }

    func handle(_ request: Request, in context: CommandContext) async throws(APIError) -> Response {
        try await requireRoom(request.group, in: context)
        let page = context.presence.update(context.app.sdkAppID, at: context.now) { presence in
            presence.page(of: request.group, with: request.mark, before: request.timestamp)
        }
        let names = try await storing { () throws(StoreError) in
            try await context.store.names(of: page.entries.map(\.account), in: context.scope)
        }
        return Response(members: Array(zip(names, page.entries.map(\.joinTime))), next: page.next)
    }
}
