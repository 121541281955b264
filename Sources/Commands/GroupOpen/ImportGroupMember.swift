import Apps
import Groups
import Storage
import Wire

/// Brings members in from another system, each for itself, without notices and webhooks.
///
/// - Limits: 300 entries in `MemberList`.
/// - Group types: all but AVChatRoom.
/// - Errors: ``ErrorCode/tooManyAccounts``, ``ErrorCode/groupNotFound``, ``ErrorCode/notPermitted`` (AVChatRoom). Items
///   carry 0 for an account that does not exist or is banned, a `JoinTime` outside the life of the group, or a full
///   group.
/// - Source: protocol reference file 30, section 15.
struct ImportGroupMember: Command {
    static let name = CommandName(service: .groupOpen, command: "import_group_member")

    struct Request: CommandRequest {
        let group: GroupID
        let names: [String]
        let imports: [MemberAdmission.Import]

        init(_ fields: RequestFields, settings: AppSettings) throws(APIError) {
            let groupText = try fields.requiredString("GroupId")
            var names: [String] = []
            var imports: [MemberAdmission.Import] = []
            for member in try fields.requiredObjects("MemberList") {
                let name = try member.requiredAccountName("Member_Account")
                let joinTime = try member.optionalInteger("JoinTime", in: 0...UnixTime.forever.seconds)
                names.append(name)
                imports.append(
                    MemberAdmission.Import(
                        account: settings.account(named: name),
                        role: try member.memberRole(),
                        joinTime: joinTime.map(UnixTime.init),
                        unreadMsgNum: try member.integer("UnreadMsgNum", in: 0...UnixTime.forever.seconds) ?? 0))
            }
            group = try GroupID(addressing: groupText)
            try RequestFields.checkAccountCount(names.count, of: "MemberList", atMost: settings.limits.importedMembers)
            self.names = names
            self.imports = imports
        }
    }

    func handle(_ request: Request, in context: CommandContext) async throws(APIError) -> MemberResults {
        let results = try await storing { () throws(StoreError) in
            try await context.store.importMembers(request.imports, to: request.group, in: context.scope)
        }
        return MemberResults(names: request.names, results: results)
    }
}
