import Apps
import Groups
import Presence
import Storage
import Wire

/// Lists who is inside an AVChatRoom, the latest entrants first.
///
/// Members with the mark 600 are listed only when one of their marks is asked for.
///
/// - Limits: 250 members a page, more only where they entered in the same second; the latest 1000 members.
/// - Group types: AVChatRoom.
/// - Errors: ``ErrorCode/groupNotFound``, ``ErrorCode/notPermitted``.
/// - Source: protocol reference file 20, section 11. `Timestamp` may be left out for the first page.
struct GetMembers: Command {
    static let name = CommandName(service: .avChatRoom, command: "get_members")

    struct Request: CommandRequest {
        let group: GroupID
        /// ``UnixTime/never`` for the first page.
        let timestamp: UnixTime
        let mark: Mark?

        init(_ fields: RequestFields, settings: AppSettings) throws(APIError) {
            let groupText = try fields.requiredString("GroupId")
            timestamp = UnixTime(seconds: try fields.integer("Timestamp", in: 0...UnixTime.forever.seconds) ?? 0)
            if let number = try fields.optionalInteger("Mark", in: 0...Int64.max) {
                guard let mark = Mark(number) else {
                    throw fields.refusal("Mark", "must be 500, 600 or at least 1000")
                }
                self.mark = mark
            } else {
                mark = nil
            }
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
