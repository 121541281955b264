import Apps
import Groups
import Storage
import Wire

/// Returns the members who have read a message, or who have not, page by page.
///
/// - Order: by account. `Cursor` is the account that the next page follows, behind a plus sign; `0` when none follows.
/// - Source: protocol reference file 40, 12.3, which spells `IsFinish` in samples and `IsFinished` in tables.
struct GetGroupMsgReceiptDetail: Command {
    static let name = CommandName(service: .groupOpen, command: "get_group_msg_receipt_detail")

    /// Most accounts of a page.
    static let maximumAccounts: Int64 = 200
    /// The cursor behind the last page; a request may begin with it too.
    private static let end = "0"

    static let reference = CommandReference(
        Wording(
            "Returns the members who have read a message, or who have not, page by page.", "分页获取群消息的已读或未读成员列表。"),
        notes: [
            Wording("Work, Public and Meeting.", "仅支持好友工作群（Work）、陌生人社交群（Public）和临时会议群（Meeting）。")
        ],
        codes: [.groupNotFound, .notPermitted, .receiptNotFound],
        example: #"{"GroupId":"readers","MsgSeq":2,"Filter":1,"Cursor":"","Count":100}"#)

    struct Request: CommandRequest {
        static let filter = Field.integer(
            "Filter", in: 0...1, "0 for those who have read it, 1 for those who have not.", "0 表示已读成员，1 表示未读成员。"
        ).required()
        static let cursor = Field.text(
            "Cursor", "The `Cursor` of the answer before; empty or `0` for the first page.",
            "上一页应答中的 `Cursor`；首页填空串或 `0`。"
        ).required()
        static let count = Field.integer(
            "Count", in: 1...Int64.max, "Most members of a page; more than 200 means 200.", "单页返回的成员数量；超过 200 按 200 处理。"
        ).required()

        static let fields = FieldList(GroupFields.groupID, MessageFields.seq, filter, cursor, count)

        let group: GroupID
        let seq: Int64
        let haveRead: Bool
        /// That the page follows; `nil` begins.
        let account: Account?
        let count: Int64

        init(_ fields: RequestFields, settings: AppSettings) throws(APIError) {
            let groupText = try fields.read(GroupFields.groupID)
            seq = try fields.read(MessageFields.seq)
            haveRead = try fields.read(Self.filter) == 0
            let cursor = try fields.read(Self.cursor)
            count = min(try fields.read(Self.count), GetGroupMsgReceiptDetail.maximumAccounts)
            account = GetGroupMsgReceiptDetail.account(in: cursor)
            guard account != nil || cursor.isEmpty || cursor == GetGroupMsgReceiptDetail.end else {
                throw fields.refusal(Self.cursor, "is not a value that this command has answered")
            }
            group = try GroupID(addressing: groupText)
        }
    }

    struct Response: CommandResponse {
        let seq: Int64
        let haveRead: Bool
        let page: ReceiptPage

        func write(to writer: inout JSONWriter) {
            writer.field("MsgSeq", seq)
            writer.field("IsFinish", page.isFinished ? 1 : 0)
            writer.field("IsFinished", page.isFinished ? 1 : 0)
            let last = page.isFinished ? nil : page.accounts.last
            writer.field("Cursor", last.map(GetGroupMsgReceiptDetail.cursor) ?? GetGroupMsgReceiptDetail.end)
            writer.objects(haveRead ? "ReadList" : "UnreadList", of: page.accounts) { writer, account in
                writer.field(haveRead ? "Read_Account" : "Unread_Account", account.text)
            }
        }
    }

    func handle(_ request: Request, in context: CommandContext) async throws(APIError) -> Response {
        let page = try await storing { () throws(StoreError) in
            try await context.store.receiptAccounts(
                of: request.seq, in: request.group, scope: context.scope, haveRead: request.haveRead,
                after: request.account, limit: request.count)
        }
        return Response(seq: request.seq, haveRead: request.haveRead, page: page)
    }

    /// The cursor of the page that follows an account.
    private static func cursor(_ account: Account) -> String {
        "+\(account.text)"
    }

    /// The account in a cursor; `nil` where it names none.
    ///
    /// Bytes are looked at: a name may begin with a character that joins the mark before it.
    private static func account(in cursor: String) -> Account? {
        cursor.utf8.first == UInt8(ascii: "+") ? Account(String(Substring(cursor.utf8.dropFirst()))) : nil
    }
}
