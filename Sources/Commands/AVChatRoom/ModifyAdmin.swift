import Apps
import Groups
import Storage
import Wire

/// Appoints or dismisses administrators of an AVChatRoom.
///
/// Nothing has changed when the call is refused.
///
/// - Source: protocol reference file 30, 12.1.
struct ModifyAdmin: Command {
    static let name = CommandName(service: .avChatRoom, command: "modify_admin")

    /// Most accounts in a request.
    static let maximumAccounts = 500

    static let reference = CommandReference(
        Wording("Appoints or dismisses administrators of an AVChatRoom.", "设置或取消直播群（AVChatRoom）的管理员。"),
        notes: [
            Wording(
                "AVChatRoom only; at most 5 administrators a room. They need not be in the room, and stay administrators "
                    + "until they are dismissed or the group or account ends.",
                "仅支持直播群（AVChatRoom），每个群最多 5 个管理员。管理员不必在群内，直到被取消、群组解散或账号删除为止。"),
            Wording(
                "Appointing the owner, and dismissing somebody who is no administrator, changes nothing.",
                "设置群主或取消非管理员的用户没有影响。"),
        ],
        codes: [.tooManyAccounts, .groupNotFound, .notPermitted, .accountNotFound],
        example: #"{"GroupId":"live","CommandType":1,"Admin_Account":["carol"]}"#)

    struct Request: CommandRequest {
        static let commandType = Field.integer(
            "CommandType", in: 1...2, "1 to appoint, 2 to dismiss.", "1 表示设置管理员，2 表示取消管理员。"
        ).required()
        static let adminAccount = Field.accounts(
            "Admin_Account", atMost: .fixed(ModifyAdmin.maximumAccounts), "Whom to appoint or to dismiss.",
            "要设置或取消的管理员列表。"
        ).requiredNonEmpty()

        static let fields = FieldList(GroupFields.groupID, commandType, adminAccount)

        let group: GroupID
        let appoints: Bool
        let accounts: RequestAccounts

        init(_ fields: RequestFields, settings: AppSettings) throws(APIError) {
            let groupText = try fields.read(GroupFields.groupID)
            appoints = try fields.read(Self.commandType) == 1
            let names = try fields.read(Self.adminAccount)
            group = try GroupID(addressing: groupText)
            try fields.checkCount(names.count, of: Self.adminAccount, else: .tooManyAccounts)
            accounts = RequestAccounts(names, naming: settings.accountNaming)
        }
    }

    func handle(_ request: Request, in context: CommandContext) async throws(APIError) -> EmptyResponse {
        try await requireRoom(request.group, in: context)
        if request.appoints {
            try request.accounts.checkPossible()
        }
        try await storing { () throws(StoreError) in
            try await context.store.changeRoomAdmins(
                of: request.group, in: context.scope,
                by: request.appoints ? .appoint(request.accounts.accounts) : .dismiss(request.accounts.accounts))
        }
        return EmptyResponse()
    }
}
