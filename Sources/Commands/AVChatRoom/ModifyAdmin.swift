import Apps
import Groups
import Storage
import Wire

/// Appoints or dismisses administrators of an AVChatRoom.
///
/// They need not be in the room, and stay administrators until they are dismissed or the group or account ends.
/// Appointing the owner, and dismissing somebody who is no administrator, changes nothing.
///
/// - Limits: 5 administrators a room, 500 accounts in a request.
/// - Group types: AVChatRoom.
/// - Errors: ``ErrorCode/tooManyAccounts``, ``ErrorCode/groupNotFound``, ``ErrorCode/notPermitted``,
///   ``ErrorCode/accountNotFound`` (of an appointment); nothing has changed then.
/// - Source: protocol reference file 30, 12.1.
struct ModifyAdmin: Command {
    static let name = CommandName(service: .avChatRoom, command: "modify_admin")

    /// Most accounts in a request.
    static let maximumAccounts = 500

    struct Request: CommandRequest {
        let group: GroupID
        let appoints: Bool
        let accounts: RequestAccounts

        init(_ fields: RequestFields, settings: AppSettings) throws(APIError) {
            let groupText = try fields.requiredString("GroupId")
            appoints = try fields.requiredInteger("CommandType", in: 1...2) == 1
            let names = try fields.requiredAccountNames("Admin_Account")
            group = try GroupID(addressing: groupText)
            try RequestFields.checkAccountCount(
                names.count, of: "Admin_Account", atMost: ModifyAdmin.maximumAccounts)
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
