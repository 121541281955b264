import Apps
import Groups
import Presence
import Storage
import Wire

/// Sets or deletes marks of those who are inside an AVChatRoom.
///
/// A member's marks end when the last connection leaves or breaks. The mark 500 keeps an account inside for three days
/// whatever its connections do, and may be given to anybody; 600 hides a member in the list.
///
/// - Limits: 1 to 500 members in a request; 10 marks of the app's own in a room, 1000 members with a mark.
/// - Group types: AVChatRoom.
/// - Errors: ``ErrorCode/tooManyAccounts``, ``ErrorCode/groupNotFound``, ``ErrorCode/notPermitted``, and
///   ``ErrorCode/invalidParameter`` when nobody is inside or there would be too many marks; nothing has changed then.
/// - Order: the members that were changed, in request order; the others are left out.
/// - Source: protocol reference file 30, section 13.
struct ModifyUserInfo: Command {
    static let name = CommandName(service: .avChatRoom, command: "modify_user_info")

    /// Most members in a request.
    static let maximumMembers = 500

    struct Request: CommandRequest {
        let group: GroupID
        let kind: MarkChange.Kind
        /// Without names that no account can have; an account that stands twice is one with all its marks.
        let items: [(account: Account, marks: [Mark])]

        init(_ fields: RequestFields, settings: AppSettings) throws(APIError) {
            let groupText = try fields.requiredString("GroupId")
            kind = try fields.requiredInteger("CommandType", in: 1...2) == 1 ? .set : .delete
            let members = try fields.requiredObjects("MemberList")
            var items: [(account: Account, marks: [Mark])] = []
            for member in members {
                let name = try member.requiredAccountName("Member_Account")
                let marks = try member.requiredMarks("Marks")
                guard let account = settings.account(named: name) else {
                    continue
                }
                if let index = items.firstIndex(where: { $0.account == account }) {
                    items[index].marks += marks.filter { !items[index].marks.contains($0) }
                } else {
                    items.append((account, marks))
                }
            }
            self.items = items
            group = try GroupID(addressing: groupText)
            try RequestFields.checkAccountCount(
                members.count, of: "MemberList", atMost: ModifyUserInfo.maximumMembers)
        }
    }

    struct Response: CommandResponse {
        let kind: MarkChange.Kind
        let items: [(account: Account, marks: [Mark])]

        func write(to writer: inout JSONWriter) {
            writer.field("CommandType", kind == .set ? 1 : 2)
            writer.objects("MemberList", of: items) { writer, item in
                writer.field("Member_Account", item.account.text)
                writer.array("Marks", of: item.marks) { writer, mark in
                    writer.integer(mark.number)
                }
            }
        }
    }

    func handle(_ request: Request, in context: CommandContext) async throws(APIError) -> Response {
        try await requireRoom(request.group, in: context)
        let existing = try await existing(among: request.items.map(\.account), in: context)
        let items = request.items.filter { existing.contains($0.account) }
        let change = MarkChange(request.kind, items.map { ($0.account, Set($0.marks)) })
        let changed = try context.presence.change(
            context.app.sdkAppID, at: context.now, by: .marks(request.group, change))
        try await forgetEnded(request.group, changed, in: context)
        guard !changed.isEmpty else {
            throw APIError(.invalidParameter, "MemberList: no online member")
        }
        let reached = Set(changed)
        return Response(kind: request.kind, items: items.filter { reached.contains($0.account) })
    }

    /// Takes marks back where the group was destroyed, or an account deleted, while they were set.
    private func forgetEnded(
        _ group: GroupID, _ accounts: [Account], in context: CommandContext
    ) async throws(APIError) {
        let existing = try await existing(among: accounts, in: context)
        context.presence.forget(accounts.filter { !existing.contains($0) }, in: context.app.sdkAppID, at: context.now)
        do {
            try await requireRoom(group, in: context)
        } catch {
            if error.code == .groupNotFound || error.code == .notPermitted {
                context.presence.forget(group, in: context.app.sdkAppID, at: context.now)
            }
            throw error
        }
    }

    private func existing(
        among accounts: [Account], in context: CommandContext
    ) async throws(APIError) -> Set<Account> {
        try await storing { () throws(StoreError) in
            try await context.store.existingAccounts(among: accounts, in: context.scope)
        }
        .union(context.app.admins)
    }
}

extension RequestFields {
    /// A list of marks that is not empty, each once, in order.
    fileprivate func requiredMarks(_ name: StaticString) throws(APIError) -> [Mark] {
        var marks: [Mark] = []
        for number in try requiredIntegers(name) {
            guard let mark = Mark(number) else {
                throw refusal(name, "must hold 500, 600 and numbers of at least 1000 only")
            }
            if !marks.contains(mark) {
                marks.append(mark)
            }
        }
        return marks
    }
}
