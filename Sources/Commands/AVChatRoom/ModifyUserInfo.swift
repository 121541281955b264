import Apps
import Groups
import Presence
import Storage
import Wire

/// Sets or deletes marks of those who are inside an AVChatRoom.
///
/// - Errors: ``ErrorCode/invalidParameter`` when nobody is inside or there would be too many marks; nothing has changed
///   then.
/// - Order: the members that were changed, in request order; the others are left out.
/// - Source: protocol reference file 30, section 13.
struct ModifyUserInfo: Command {
    static let name = CommandName(service: .avChatRoom, command: "modify_user_info")

    /// Most members in a request.
    static let maximumMembers = 500

    static let reference = CommandReference(
        Wording("Sets or deletes marks of those who are inside an AVChatRoom.", "设置或删除直播群（AVChatRoom）在线成员的标记。"),
        notes: [
            Wording(
                "AVChatRoom only; at most 10 marks of the app's own in a room, and 1000 members with a mark. "
                    + "A call by which nobody inside would be changed is refused; the answer lists who was changed.",
                "仅支持直播群（AVChatRoom），每个群最多 10 种自定义标记，每种标记最多 1000 个成员。"
                    + "请求的成员都不在线时返回错误；应答只包含已修改的成员。"),
            Wording(
                "A member's marks end when the last connection leaves or breaks. The mark 500 keeps an account inside for "
                    + "three days whatever its connections do, and may be given to anybody; 600 hides a member in the list.",
                "成员的最后一个连接退群或断开后，其标记失效。标记 500 使用户三天内始终在线，可设置给任何用户；标记 600 使成员不出现在成员列表中。"),
        ],
        codes: [.tooManyAccounts, .groupNotFound, .notPermitted],
        example: #"{"GroupId":"live","CommandType":1,"MemberList":[{"Member_Account":"carol","Marks":[500,1000]}]}"#)

    struct Request: CommandRequest {
        static let commandType = Field.integer(
            "CommandType", in: 1...2, "1 to set marks, 2 to delete them.", "1 表示设置标记，2 表示删除标记。"
        ).required()
        static let marks = Field<[Int64]?>(
            FieldFacts(
                "Marks", .list(of: .integer(500...Int64.max), atMost: nil),
                "The marks: 500, 600 and numbers of at least 1000, which mean what the app wants.",
                "标记列表，取值为 500、600 或不小于 1000 的数，后者的含义由业务自定义。")
        ) { (fields, name) throws(APIError) in
            try fields.integers(name)
        }.requiredNonEmpty().map { (fields, name, numbers) throws(APIError) in
            try Self.distinctMarks(numbers, of: name, fields)
        }
        static let memberList = Field.objects(
            "MemberList", of: FieldList(GroupMemberFields.memberAccount, marks),
            atMost: .fixed(ModifyUserInfo.maximumMembers), "The members, each with marks.", "要修改的成员及其标记。"
        ).requiredNonEmpty()

        static let fields = FieldList(GroupFields.groupID, commandType, memberList)

        let group: GroupID
        let kind: MarkChange.Kind
        /// Without names that no account can have; an account that stands twice is one with all its marks.
        let items: [(account: Account, marks: [Mark])]

        init(_ fields: RequestFields, settings: AppSettings) throws(APIError) {
            let groupText = try fields.read(GroupFields.groupID)
            kind = try fields.read(Self.commandType) == 1 ? .set : .delete
            let members = try fields.read(Self.memberList)
            var items: [(account: Account, marks: [Mark])] = []
            for member in members {
                let name = try member.read(GroupMemberFields.memberAccount)
                let marks = try member.read(Self.marks)
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
            try fields.checkCount(members.count, of: Self.memberList, else: .tooManyAccounts)
        }

        /// The marks of some numbers, each once, in order.
        private static func distinctMarks(
            _ numbers: [Int64], of name: StaticString, _ fields: RequestFields
        ) throws(APIError) -> [Mark] {
            var marks: [Mark] = []
            for number in numbers {
                guard let mark = Mark(number) else {
                    throw fields.refusal(name, "must hold 500, 600 and numbers of at least 1000 only")
                }
                if !marks.contains(mark) {
                    marks.append(mark)
                }
            }
            return marks
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
    /// A list of whole numbers; `nil` when absent.
    fileprivate func integers(_ name: StaticString) throws(APIError) -> [Int64]? {
        guard let elements = try array(name) else {
            return nil
        }
        var numbers: [Int64] = []
        for (index, element) in elements.enumerated() {
            numbers.append(try integer(element, of: name, at: index, in: .min ... .max))
        }
        return numbers
    }
}
