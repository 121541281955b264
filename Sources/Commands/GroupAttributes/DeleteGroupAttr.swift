import Apps
import Groups
import Wire

/// Deletes the attributes of a group whose keys are listed, all or none.
///
/// - Source: protocol reference file 31, 1.7. All or none: assumed.
struct DeleteGroupAttr: Command {
    static let name = CommandName(service: .groupOpen, command: "delete_group_attr")

    static let reference = CommandReference(
        Wording(
            "Deletes the attributes of a group whose keys are listed, all or none.",
            "删除指定 key 的群属性；其中有 key 不存在时全部不删除。"),
        notes: [CommandReference.attributeWriteNote],
        codes: [
            .groupNotFound, .groupAttributeKeyTooLong, .groupAttributeNotFound, .groupAttributesTooFrequent,
        ],
        example: #"{"GroupId":"readers","GroupAttr":[{"key":"color"}]}"#)

    struct Request: CommandRequest {
        static let fields = FieldList(GroupFields.groupID, GroupAttributeFields.keys)

        let group: GroupID
        let change: GroupAttributeChange

        init(_ fields: RequestFields, settings: AppSettings) throws(APIError) {
            let groupText = try fields.read(GroupFields.groupID)
            change = .delete(keys: try fields.read(GroupAttributeFields.keys))
            group = try GroupID(addressing: groupText)
            try change.checkSizes()
        }
    }

    func handle(_ request: Request, in context: CommandContext) async throws(APIError) -> EmptyResponse {
        try await changeAttributes(of: request.group, by: request.change, in: context)
    }
}
