import Apps
import Groups
import Storage
import Wire

/// Makes a member the owner of a group, also of one that has none; the former owner stays as a plain member.
///
/// - Source: protocol reference file 30, section 7.
struct ChangeGroupOwner: Command {
    static let name = CommandName(service: .groupOpen, command: "change_group_owner")

    static let reference = CommandReference(
        Wording(
            "Makes a member the owner of a group, also of one that has none; the former owner stays as a plain member.",
            "转让群主，群组没有群主时也可指定；原群主成为普通成员。"),
        notes: [Wording("All types but AVChatRoom.", "不支持直播群（AVChatRoom）。")],
        codes: [.groupNotFound, .notPermitted],
        example: #"{"GroupId":"readers","NewOwner_Account":"bob"}"#)

    struct Request: CommandRequest {
        static let newOwner = Field.account(
            "NewOwner_Account", "The new owner, a member of the group.", "新群主的 UserID，必须是群成员。"
        ).required()

        static let fields = FieldList(GroupFields.groupID, newOwner, OperatorFields.fromAccount)

        let group: GroupID
        /// `nil` for a name that no account can have.
        let newOwner: Account?

        init(_ fields: RequestFields, settings: AppSettings) throws(APIError) {
            let groupText = try fields.read(GroupFields.groupID)
            newOwner = settings.account(named: try fields.read(Self.newOwner))
            // only notices name the operator, and they reach connections of clients only
            _ = try fields.read(OperatorFields.fromAccount)
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
