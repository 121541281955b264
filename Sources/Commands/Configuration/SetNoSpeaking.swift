import Apps
import Groups
import Storage
import Wire

/// Mutes one account in all groups, in all one-to-one chats or in both, or lifts the mutes.
///
/// - Source: protocol reference file 60, section 11. The code of an account that does not exist: assumed.
struct SetNoSpeaking: Command {
    static let name = CommandName(service: .configuration, command: "setnospeaking")

    static let reference = CommandReference(
        Wording(
            "Mutes one account in all groups, in all one-to-one chats or in both, or lifts the mutes.",
            "设置用户的全局禁言，包括群聊和单聊，也可取消禁言。"),
        notes: [
            Wording(
                "At least one of the two times must be there. A mute ends by itself; "
                    + "the kind of chats that the request leaves out keeps its mute.",
                "两个禁言时长至少填写一个；未填写的保持不变。禁言到期后自动解除。")
        ],
        codes: [.setAccountMissing, .setAccountInvalid, .muteTimesMissing],
        example: #"{"Set_Account":"carol","C2CmsgNospeakingTime":0,"GroupmsgNospeakingTime":3600}"#)

    struct Request: CommandRequest {
        static let setAccount = Field.account("Set_Account", "The account, which must exist.", "要禁言的用户，须已导入。")
            .required(else: .setAccountMissing)
        static let c2cTime = Field.integer(
            "C2CmsgNospeakingTime", in: 0...Int64(UInt32.max),
            "Seconds of the mute in one-to-one chats from now; 0 lifts it, 4294967295 is for ever. Without, it stays.",
            "单聊禁言时长，单位为秒；0 表示取消禁言，4294967295 表示永久禁言；不填则保持不变。"
        ).map { (_, _, seconds) throws(APIError) in seconds.map(UInt32.init) }
        static let groupTime = Field.integer(
            "GroupmsgNospeakingTime", in: 0...Int64(UInt32.max),
            "Seconds of the mute in groups from now; 0 lifts it, 4294967295 is for ever. Without, it stays.",
            "群聊禁言时长，单位为秒；0 表示取消禁言，4294967295 表示永久禁言；不填则保持不变。"
        ).map { (_, _, seconds) throws(APIError) in seconds.map(UInt32.init) }

        static let fields = FieldList(setAccount, c2cTime, groupTime)

        let account: Account
        /// In seconds; `nil` leaves the mute.
        let c2cTime: UInt32?
        /// In seconds; `nil` leaves the mute.
        let groupTime: UInt32?

        init(_ fields: RequestFields, settings: AppSettings) throws(APIError) {
            let name = try fields.read(Self.setAccount)
            c2cTime = try fields.read(Self.c2cTime)
            groupTime = try fields.read(Self.groupTime)
            guard c2cTime != nil || groupTime != nil else {
                throw APIError(
                    .muteTimesMissing, "one of C2CmsgNospeakingTime and GroupmsgNospeakingTime must be present")
            }
            guard let account = settings.account(named: name) else {
                throw fields.refusing(with: .setAccountInvalid)
                    .refusal(Self.setAccount, "must be \(settings.accountNaming.rule)")
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
