import Apps
import Groups
import Storage
import Wire

/// Returns the members who have read a message, or who have not, page by page.
///
/// - Limits: 200 accounts a page; a larger `Count` means 200.
/// - Group types: Work, Public and Meeting.
/// - Errors: ``ErrorCode/groupNotFound``, ``ErrorCode/notPermitted`` (the type), ``ErrorCode/receiptNotFound``,
///   ``ErrorCode/invalidParameter``.
/// - Order: by account. `Cursor` is the account that the next page follows, behind a plus sign; `0` when none follows.
/// - Source: protocol reference file 40, 12.3, which spells `IsFinish` in samples and `IsFinished` in tables.
struct GetGroupMsgReceiptDetail: Command {
    static let name = CommandName(service: .groupOpen, command: "get_group_msg_receipt_detail")

    /// Most accounts of a page.
    static let maximumAccounts: Int64 = 200
    /// The cursor behind the last page; a request may begin with it too.
    private static let end = "0"

    struct Request: CommandRequest {
        let group: GroupID
        let seq: Int64
        let haveRead: Bool
        /// That the page follows; `nil` begins.
        let account: Account?
        let count: Int64

        init(_ fields: RequestFields, settings: AppSettings) throws(APIError) {
            let groupText = try fields.requiredString("GroupId")
            seq = try fields.requiredMsgSeq()
            haveRead = try fields.requiredInteger("Filter", in: 0...1) == 0
            let cursor = try fields.requiredString("Cursor")
            count = min(
                try fields.requiredInteger("Count", in: 1...Int64.max), GetGroupMsgReceiptDetail.maximumAccounts)
            account = GetGroupMsgReceiptDetail.account(in: cursor)
            guard account != nil || cursor.isEmpty || cursor == GetGroupMsgReceiptDetail.end else {
                throw fields.refusal("Cursor", "is not a value that this command has answered")
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
