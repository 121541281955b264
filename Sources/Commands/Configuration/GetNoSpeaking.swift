import Apps
import Groups
import Storage
import Wire

/// Tells for how many seconds one account is still muted in all groups and in all one-to-one chats.
///
/// The seconds count down to 0; 4294967295 is for ever.
///
/// - Errors: ``ErrorCode/getAccountMissing``, ``ErrorCode/getAccountInvalid`` also for an account that does not exist.
/// - Source: protocol reference file 60, section 12. The code of an account that does not exist: assumed.
struct GetNoSpeaking: Command {
    static let name = CommandName(service: .configuration, command: "getnospeaking")

    struct Request: CommandRequest {
        let account: Account

        init(_ fields: RequestFields, settings: AppSettings) throws(APIError) {
            guard let name = try fields.accountName("Get_Account") else {
                throw APIError(.getAccountMissing, "Get_Account is missing")
            }
            guard let account = settings.account(named: name) else {
                throw APIError(
                    .getAccountInvalid,
                    "Get_Account must be \(settings.accountNaming.rule)")
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
