import Apps
import Groups
import Storage
import Wire

/// Makes a member the owner of a group, also of one that has none; the former owner stays as a plain member.
///
/// - Group types: all but AVChatRoom.
/// - Errors: ``ErrorCode/groupNotFound``, ``ErrorCode/notPermitted`` (AVChatRoom), ``ErrorCode/invalidParameter`` (the
///   account is not a member).
/// - Source: protocol reference file 30, section 7.
struct ChangeGroupOwner: Command {
    static let name = CommandName(service: .groupOpen, command: "change_group_owner")

    struct Request: CommandRequest {
        let group: GroupID
        /// `nil` for a name that no account can have.
        let newOwner: Account?

        init(_ fields: RequestFields, settings: AppSettings) throws(APIError) {
            let groupText = try fields.requiredString("GroupId")
            newOwner = settings.account(named: try fields.requiredAccountName("NewOwner_Account"))
            // only notices name the operator, and they reach connections of clients only
            _ = try fields.accountName("From_Account")
            group = try GroupID(addressing: groupText)
        }
    }

    func handle(_ request: Request, in context: CommandContext) async throws(APIError) -> EmptyResponse {
        try await storing { () throws(StoreError) in
            try await context.store.changeOwner(of: request.group, to: request.newOwner, in: context.scope)
        }
        return EmptyResponse()
    }
}
