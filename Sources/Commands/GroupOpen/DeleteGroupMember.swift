import Apps
import Groups
import Storage
import Wire

/// Takes members out of a group; accounts that are not members are passed over.
///
/// A running mute stays, and applies again to who comes back.
///
/// - Limits: 500 entries in `MemberToDel_Account`.
/// - Group types: all but AVChatRoom. Only a Work group can lose its owner.
/// - Errors: ``ErrorCode/tooManyAccounts``, ``ErrorCode/groupNotFound``, ``ErrorCode/invalidParameter`` (AVChatRoom),
///   ``ErrorCode/notPermitted`` (the owner; nobody is removed then).
/// - Source: protocol reference file 30, section 5.
struct DeleteGroupMember: Command {
    static let name = CommandName(service: .groupOpen, command: "delete_group_member")
    static let isBrief = true

    struct Request: CommandRequest {
        let group: GroupID
        let accounts: [Account]
        /// Whether those who stay are told nothing.
        let isSilent: Bool
        /// For those who leave; empty where the request gives none.
        let reason: String

        init(_ fields: RequestFields, settings: AppSettings) throws(APIError) {
            let groupText = try fields.requiredString("GroupId")
            isSilent = try fields.flag("Silence") ?? false
            reason = try fields.string("Reason") ?? ""
            let names = try fields.requiredAccountNames("MemberToDel_Account")
            group = try GroupID(addressing: groupText)
            try RequestFields.checkAccountCount(
                names.count, of: "MemberToDel_Account", atMost: settings.limits.removedMembers)
            accounts = settings.accounts(named: names)
        }
    }

    func handle(_ request: Request, in context: CommandContext) async throws(APIError) -> EmptyResponse {
        try await storing { () throws(StoreError) in
            try await context.store.removeMembers(
                request.accounts, from: request.group, in: context.scope, isSilent: request.isSilent,
                reason: request.reason)
        }
        return EmptyResponse()
    }
}
