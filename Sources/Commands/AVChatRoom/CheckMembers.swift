import Apps
import Groups
import Presence
import Wire

/// Tells which of the listed accounts are inside an AVChatRoom.
///
/// - Order: request order, an account that stands twice is answered once.
/// - Source: protocol reference file 20, section 12.
struct CheckMembers: Command {
    static let name = CommandName(service: .avChatRoom, command: "check_members")

    /// Most accounts in a request.
    static let maximumAccounts = 500

    static let reference = CommandReference(
        Wording("Tells which of the listed accounts are inside an AVChatRoom.", "查询哪些用户在直播群（AVChatRoom）内。"),
        notes: [
            Wording(
                "AVChatRoom only. Accounts stand in request order, each once.",
                "仅支持直播群（AVChatRoom）。按请求顺序返回在群内的用户，重复的用户只返回一次。")
        ],
        codes: [.groupNotFound, .notPermitted],
        example: #"{"GroupId":"live","Member_Account":["alice","bob","carol"]}"#)

    struct Request: CommandRequest {
        static let memberAccount = Field.accounts(
            "Member_Account", atMost: .fixed(CheckMembers.maximumAccounts),
            "The accounts to look for; names that no account can have are passed over.", "要查询的用户列表。"
        ).requiredNonEmpty()

        static let fields = FieldList(GroupFields.groupID, memberAccount)

        let group: GroupID
        let accounts: [Account]

        init(_ fields: RequestFields, settings: AppSettings) throws(APIError) {
            let groupText = try fields.read(GroupFields.groupID)
            let names = try fields.read(Self.memberAccount)
            try fields.checkCount(names.count, of: Self.memberAccount)
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
