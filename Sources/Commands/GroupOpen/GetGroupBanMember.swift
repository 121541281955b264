import Apps
import Groups
import Storage
import Wire

/// Returns the accounts that are banned from a group, page by page.
///
/// - Limits: 100 accounts a page.
/// - Group types: all.
/// - Errors: ``ErrorCode/groupNotFound``, ``ErrorCode/invalidParameter``.
/// - Order: by the end of the ban, then by account. Bans that have run out are not listed.
/// - Source: protocol reference file 20, section 9.
struct GetGroupBanMember: Command {
    static let name = CommandName(service: .groupOpen, command: "get_group_ban_member")

    /// Most accounts of a page.
    static let maximumAccounts: Int64 = 100

    struct Request: CommandRequest {
        let group: GroupID
        let limit: Int
        let offset: Int64

        init(_ fields: RequestFields, settings: AppSettings) throws(APIError) {
            let groupText = try fields.requiredString("GroupId")
            let maximum = GetGroupBanMember.maximumAccounts
            limit = Int(try fields.size("Limit", atMost: maximum) ?? maximum)
            offset = try fields.integer("Offset", in: 0...Int64(UInt32.max)) ?? 0
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
