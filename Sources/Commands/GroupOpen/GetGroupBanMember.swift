import Apps
import Groups
import Storage
import Wire

/// Returns the accounts that are banned from a group, page by page.
///
/// - Order: by the end of the ban, then by account. Bans that have run out are not listed.
/// - Source: protocol reference file 20, section 9.
struct GetGroupBanMember: Command {
    static let name = CommandName(service: .groupOpen, command: "get_group_ban_member")

    /// Most accounts of a page.
    static let maximumAccounts: Int64 = 100

    static let reference = CommandReference(
        Wording("Returns the accounts that are banned from a group, page by page.", "分页获取群组的封禁用户列表。"),
        notes: [Wording("All types.", "支持所有群组类型。")],
        codes: [.groupNotFound],
        example: #"{"GroupId":"readers","Limit":10,"Offset":0}"#)

    struct Request: CommandRequest {
        static let limit = Field.size(
            "Limit", atMost: GetGroupBanMember.maximumAccounts,
            "Most accounts of a page; without or 0, as many as it may be.", "单次返回的用户数量；不填或为 0 则为最大值。")
        static let offset = Field.integer(
            "Offset", in: 0...Int64(UInt32.max),
            "Accounts to pass over: the `NextOffset` of the last answer; without, 0.",
            "偏移量，填上一次应答中的 `NextOffset`；不填则为 0。")

        static let fields = FieldList(GroupFields.groupID, limit, offset)

        let group: GroupID
        let limit: Int
        let offset: Int64

        init(_ fields: RequestFields, settings: AppSettings) throws(APIError) {
            let groupText = try fields.read(GroupFields.groupID)
            limit = Int(try fields.read(Self.limit) ?? GetGroupBanMember.maximumAccounts)
            offset = try fields.read(Self.offset) ?? 0
            group = try GroupID(addressing: groupText)
        }
    }

    struct Response: CommandResponse {
        let bans: [TimedAccount]
        /// 0 when nothing follows.
        let nextOffset: Int64

        func write(to writer: inout JSONWriter) {
            writer.objects("BannedAccountList", of: bans) { writer, ban in
                writer.field("BannedUntil", ban.until.seconds)
                writer.field("Member_Account", ban.account.text)
            }
            writer.field("NextOffset", nextOffset)
        }
    }

    func handle(_ request: Request, in context: CommandContext) async throws(APIError) -> Response {
        // one more than wanted tells whether more follow
        let found = try await storing { () throws(StoreError) in
            try await context.store.bans(
                of: request.group, offset: request.offset, limit: request.limit + 1, in: context.scope)
        }
        let hasMore = found.count > request.limit
        return Response(
            bans: Array(found.prefix(request.limit)), nextOffset: hasMore ? request.offset + Int64(request.limit) : 0)
    }
}
