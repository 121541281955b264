import Apps
import Groups
import Storage
import Wire

/// Brings a group in from another system, without notices and webhooks.
///
/// - Group types: all but AVChatRoom.
/// - Errors: ``ErrorCode/notPermitted`` (AVChatRoom), ``ErrorCode/accountNotFound`` (the owner),
///   ``ErrorCode/groupIDInUse``, whoever owns the other group.
/// - Source: protocol reference file 30, section 14. The owner's `JoinTime` and `LastInfoTime` are `CreateTime`.
struct ImportGroup: Command {
    static let name = CommandName(service: .groupOpen, command: "import_group")

    static let reference = CommandReference(
        Wording("Brings a group in from another system, without notices and webhooks.", "导入群基础资料，不产生通知和回调。"),
        notes: [Wording("All types but AVChatRoom.", "不支持直播群（AVChatRoom）。")],
        codes: [.notPermitted, .accountNotFound, .groupIDInUse],
        example: #"{"Type":"Public","Name":"Old friends","GroupId":"old-friends","Owner_Account":"alice","#
            + #""CreateTime":1448357837}"#)

    struct Request: CommandRequest {
        static let fields = GroupDraft.fields + FieldList(GroupFields.createTime)

        let draft: GroupDraft
        let accounts: RequestAccounts
        /// `nil` means now.
        let createTime: UnixTime?

        init(_ fields: RequestFields, settings: AppSettings) throws(APIError) {
            var draft = try GroupDraft(fields, settings: settings)
            draft.isImported = true
            createTime = try fields.read(GroupFields.createTime).map(UnixTime.init)
            accounts = RequestAccounts(
                [try fields.read(GroupFields.ownerAccount)].compactMap(\.self), naming: settings.accountNaming)
            try draft.checkImportedID()
            guard draft.type.canBeImported else {
                throw draft.type.unsupported("import_group")
            }
            try draft.check(limits: settings.limits)
            self.draft = draft
        }
    }

    struct Response: CommandResponse {
        let id: GroupID

        func write(to writer: inout JSONWriter) {
            writer.field("GroupId", id.text)
        }
    }

    func handle(_ request: Request, in context: CommandContext) async throws(APIError) -> Response {
        let createTime = request.createTime ?? context.now
        guard createTime <= context.now else {
            throw APIError(.invalidParameter, "CreateTime must not lie in the future")
        }
        try request.accounts.checkPossible()
        do {
            return Response(id: try await insert(request.draft, createTime: createTime, in: context).id)
        } catch  where error.isIDInUse {
            throw APIError(.groupIDInUse, reason: error.reason)
        }
    }
}
