import Apps
import Groups
import Storage
import Wire

/// Throws accounts out of a group and keeps them out for a time; they need not be members.
///
/// - Limits: 20 entries in `Members_Account`, 1,000 bytes of `Description`. Names that no account can have are passed
///   over.
/// - Group types: all.
/// - Errors: ``ErrorCode/tooManyAccounts``, ``ErrorCode/groupNotFound``, ``ErrorCode/notPermitted`` (the owner; nobody
///   is banned then).
/// - Source: protocol reference file 30, section 10.
struct BanGroupMember: Command {
    static let name = CommandName(service: .groupOpen, command: "ban_group_member")

    struct Request: CommandRequest {
        let group: GroupID
        let accounts: [Account]
        let duration: UInt32

        init(_ fields: RequestFields, settings: AppSettings) throws(APIError) {
            let groupText = try fields.requiredString("GroupId")
            let names = try fields.requiredAccountNames("Members_Account")
            guard let duration = try fields.integer("Duration", in: 1...Int64(UInt32.max)) else {
                throw fields.refusal("Duration", "is missing")
            }
            self.duration = UInt32(duration)
            // it is for the client of whoever is thrown out, and this server takes no connections of clients
            _ = try fields.text("Description", maximumBytes: settings.limits.banDescriptionBytes)
            group = try GroupID(addressing: groupText)
            try RequestFields.checkAccountCount(
                names.count, of: "Members_Account", atMost: settings.limits.bannedAccounts)
            accounts = settings.accounts(named: names)
        }
    }

    func handle(_ request: Request, in context: CommandContext) async throws(APIError) -> EmptyResponse {
        try await storing { () throws(StoreError) in
            try await context.store.banMembers(
                request.accounts, from: request.group, in: context.scope,
                until: context.now.advanced(bySeconds: request.duration))
        }
        return EmptyResponse()
    }
}
