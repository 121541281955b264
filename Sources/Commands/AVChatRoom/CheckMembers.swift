import Apps
import Groups
import Presence
import Wire

/// Tells which of the listed accounts are inside an AVChatRoom.
///
/// - Limits: 1 to 500 accounts.
/// - Group types: AVChatRoom.
/// - Errors: ``ErrorCode/groupNotFound``, ``ErrorCode/notPermitted``.
/// - Order: request order, an account that stands twice is answered once.
/// - Source: protocol reference file 20, section 12.
struct CheckMembers: Command {
    static let name = CommandName(service: .avChatRoom, command: "check_members")

    /// Most accounts in a request.
    static let maximumAccounts = 500

    struct Request: CommandRequest {
        let group: GroupID
        let accounts: [Account]

        init(_ fields: RequestFields, settings: AppSettings) throws(APIError) {
            let groupText = try fields.requiredString("GroupId")
            let names = try fields.requiredAccountNames("Member_Account")
            try fields.checkListLength(names.count, of: "Member_Account", atMost: CheckMembers.maximumAccounts)
            group = try GroupID(addressing: groupText)
            accounts = settings.accounts(named: names)
        }
    }

    struct Response: CommandResponse {
        let members: [Account]

        func write(to writer: inout JSONWriter) {
            writer.field("Member_Account", members.map(\.text))
        }
    }

    func handle(_ request: Request, in context: CommandContext) async throws(APIError) -> Response {
        try await requireRoom(request.group, in: context)
        var seen: Set<Account> = []
        let accounts = request.accounts.filter { seen.insert($0).inserted }
        return context.presence.update(context.app.sdkAppID, at: context.now) { presence in
            Response(members: accounts.filter { presence.contains($0, in: request.group) })
        }
    }
}
