import Apps
import Groups
import Storage
import Wire

/// Tells for how many seconds one account is still muted in all groups and in all one-to-one chats.
///
/// - Source: protocol reference file 60, section 12. The code of an account that does not exist: assumed.
struct GetNoSpeaking: Command {
    static let name = CommandName(service: .configuration, command: "getnospeaking")

    static let reference = CommandReference(
        Wording(
            "Tells for how many seconds one account is still muted in all groups and in all one-to-one chats.",
            "查询用户的全局禁言剩余时长，包括群聊和单聊。"),
        notes: [
            Wording(
                "The seconds count down to 0; 4294967295 is for ever.", "单位为秒，随时间递减到 0；4294967295 表示永久禁言。")
        ],
        codes: [.getAccountMissing, .getAccountInvalid],
        example: #"{"Get_Account":"carol"}"#)

    struct Request: CommandRequest {
        static let getAccount = Field.account("Get_Account", "The account, which must exist.", "要查询的用户，须已导入。")
            .required(else: .getAccountMissing)

        static let fields = FieldList(getAccount)

        let account: Account

        init(_ fields: RequestFields, settings: AppSettings) throws(APIError) {
            guard let account = settings.account(named: try fields.read(Self.getAccount)) else {
                throw fields.refusing(with: .getAccountInvalid)
                    .refusal(Self.getAccount, "must be \(settings.accountNaming.rule)")
            }
            self.account = account
        }
    }

    struct Response: CommandResponse {
        /// Seconds left.
        let c2cTime: Int64
        /// Seconds left.
        let groupTime: Int64

        func write(to writer: inout JSONWriter) {
            writer.field("C2CmsgNospeakingTime", c2cTime)
            writer.field("GroupmsgNospeakingTime", groupTime)
        }
    }

    func handle(_ request: Request, in context: CommandContext) async throws(APIError) -> Response {
        let stored = try await storing { () throws(StoreError) in
            try await context.store.globalMute(of: request.account, in: context.scope)
        }
        let isAdmin = context.app.admins.contains(request.account)
        guard let mute = stored ?? (isAdmin ? GlobalMute.none : nil) else {
            throw APIError(.getAccountInvalid, "Get_Account has not been imported")
        }
        return Response(
            c2cTime: GlobalMute.secondsLeft(until: mute.c2cUntil, at: context.now),
            groupTime: GlobalMute.secondsLeft(until: mute.groupUntil, at: context.now))
    }
}
