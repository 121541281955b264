import Apps
import Groups
import Storage
import Wire

/// Adds accounts to a group at once, whatever its join options say: all that are not members yet, or nobody.
///
/// Those who do not exist or are banned stay out.
///
/// - Limits: 300 entries in `MemberList`.
/// - Group types: all but AVChatRoom.
/// - Errors: ``ErrorCode/tooManyAccounts``, ``ErrorCode/groupNotFound``, ``ErrorCode/notPermitted`` (AVChatRoom),
///   ``ErrorCode/accountNotFound`` (none of the accounts exists), ``ErrorCode/groupFull`` (somebody is to be added);
///   with a plan ``ErrorCode/tooManyGroupsOfAccount`` when it allows nobody of those that are not members.
/// - Source: protocol reference file 30, section 4; decision 17 of the protocol reference. Results are 0 (unknown or
///   banned), 1 (added) and 2 (member already); with a plan also 0 for an account that has as many groups as it allows.
struct AddGroupMember: Command {
    static let name = CommandName(service: .groupOpen, command: "add_group_member")
    static let isBrief = true

    struct Request: CommandRequest {
        let group: GroupID
        let names: [String]
        /// Whether the group is told nothing.
        let isSilent: Bool

        init(_ fields: RequestFields, settings: AppSettings) throws(APIError) {
            let groupText = try fields.requiredString("GroupId")
            isSilent = try fields.flag("Silence") ?? false
            var names: [String] = []
            for member in try fields.requiredObjects("MemberList") {
                names.append(try member.requiredAccountName("Member_Account"))
            }
            group = try GroupID(addressing: groupText)
            try RequestFields.checkAccountCount(names.count, of: "MemberList", atMost: settings.limits.addedMembers)
            self.names = names
        }
    }

    func handle(_ request: Request, in context: CommandContext) async throws(APIError) -> MemberResults {
        let results = try await storing { () throws(StoreError) in
            try await context.store.addMembers(
                request.names.map(context.app.account), to: request.group, in: context.scope,
                isSilent: request.isSilent)
        }
        return MemberResults(names: request.names, results: results)
    }
}
