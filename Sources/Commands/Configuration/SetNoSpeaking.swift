import Apps
import Groups
import Storage
import Wire

/// Mutes one account in all groups, in all one-to-one chats or in both, or lifts the mutes.
///
/// A mute ends by itself; the kind of chats that the request leaves out keeps its mute.
///
/// - Limits: times from 0, which lifts, to 4294967295, which is for ever; in seconds.
/// - Errors: ``ErrorCode/setAccountMissing``, ``ErrorCode/setAccountInvalid`` also for an account that does not exist,
///   ``ErrorCode/muteTimesMissing``, ``ErrorCode/invalidMuteParameter`` for a time that is none.
/// - Source: protocol reference file 60, section 11. The code of an account that does not exist: assumed.
struct SetNoSpeaking: Command {
    static let name = CommandName(service: .configuration, command: "setnospeaking")

    struct Request: CommandRequest {
        let account: Account
        /// In seconds; `nil` leaves the mute.
        let c2cTime: UInt32?
        /// In seconds; `nil` leaves the mute.
        let groupTime: UInt32?

        init(_ fields: RequestFields, settings: AppSettings) throws(APIError) {
            guard let name = try fields.accountName("Set_Account") else {
                throw APIError(.setAccountMissing, "Set_Account is missing")
            }
            let range = 0...Int64(UInt32.max)
            c2cTime = try fields.integer("C2CmsgNospeakingTime", in: range).map(UInt32.init)
            groupTime = try fields.integer("GroupmsgNospeakingTime", in: range).map(UInt32.init)
            guard c2cTime != nil || groupTime != nil else {
                throw APIError(
                    .muteTimesMissing, "one of C2CmsgNospeakingTime and GroupmsgNospeakingTime must be present")
            }
            guard let account = settings.account(named: name) else {
                throw APIError(
                    .setAccountInvalid,
                    "Set_Account must be \(settings.accountNaming.rule)")
            }
            self.account = account
        }
    }

    func handle(_ request: Request, in context: CommandContext) async throws(APIError) -> EmptyResponse {
        let change = GlobalMuteChange(
            c2cUntil: request.c2cTime.map { muteEnd(after: $0, from: context.now) },
            groupUntil: request.groupTime.map { muteEnd(after: $0, from: context.now) })
        let exists = try await storing { () throws(StoreError) in
            try await context.store.changeGlobalMute(
                of: request.account, in: context.scope(naming: request.account), by: change)
        }
        guard exists else {
            throw APIError(.setAccountInvalid, "Set_Account has not been imported")
        }
        return EmptyResponse()
    }
}
