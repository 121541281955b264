import Apps
import Groups
import Storage
import Wire

/// Lifts bans; accounts without one are passed over, and nobody is put back into the group.
///
/// - Limits: 20 entries in `Members_Account`.
/// - Group types: all.
/// - Errors: ``ErrorCode/tooManyAccounts``, ``ErrorCode/groupNotFound``.
/// - Source: protocol reference file 30, section 11.
struct UnbanGroupMember: Command {
    static let name = CommandName(service: .groupOpen, command: "unban_group_member")

    struct Request: CommandRequest {
        let group: GroupID
        let accounts: [Account]

        init(_ fields: RequestFields, settings: AppSettings) throws(APIError) {
            let groupText = try fields.requiredString("GroupId")
            let names = try fields.requiredAccountNames("Members_Account")
            group = try GroupID(addressing: groupText)
            try RequestFields.checkAccountCount(
                names.count, of: "Members_Account", atMost: settings.limits.bannedAccounts)
            accounts = settings.accounts(named: names)
        }
    }

    func handle(_ request: Request, in context: CommandContext) async throws(APIError) -> EmptyResponse {
        try await storing { () throws(StoreError) in
            try await context.store.unbanMembers(request.accounts, from: request.group, in: context.scope)
        }
        return EmptyResponse()
    }
}
