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
        let accounts = request.names.map(context.app.account)
        guard let backend = context.backend else {
            return MemberResults(names: request.names, results: try await add(accounts, by: request, in: context))
        }
        do {
            return MemberResults(
                names: request.names, results: try await add(accounts, by: request, in: context, asking: backend))
        } catch {
            if error.code == .groupFull {
                await backend.tell(.groupFull(request.group))
            }
            throw error
        }
    }

    private func add(
        _ accounts: [Account?], by request: Request, in context: CommandContext, isRehearsal: Bool = false
    ) async throws(APIError) -> [MemberAdmission.Result] {
        var scope = context.scope
        scope.isRehearsal = isRehearsal
        return try await storing { [scope] () throws(StoreError) in
            try await context.store.addMembers(accounts, to: request.group, in: scope, isSilent: request.isSilent)
        }
    }

    /// Adds those whom the app's backend lets in; the others fail.
    private func add(
        _ accounts: [Account?], by request: Request, in context: CommandContext, asking backend: AppBackend
    ) async throws(APIError) -> [MemberAdmission.Result] {
        guard backend.wants(.addMembers) else {
            return try await add(accounts, by: request, in: context)
        }
        let tried = try await add(accounts, by: request, in: context, isRehearsal: true)
        let coming = zip(accounts, tried).compactMap { $1 == .added ? $0 : nil }
        guard !coming.isEmpty else {
            return tried
        }
        let type = try await profile(of: request.group, in: context).type
        let refused = try await backend.permit(.addMembers(coming, request.group, type)).refusedMembers
        let permitted = accounts.map { account in account.flatMap { refused.contains($0.text) ? nil : $0 } }
        guard permitted.contains(where: { $0 != nil }) else {
            return tried.map { $0 == .added ? .failed : $0 }
        }
        return try await add(permitted, by: request, in: context)
    }
}
