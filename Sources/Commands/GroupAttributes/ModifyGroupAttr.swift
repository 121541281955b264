import Apps
import Groups
import Wire

/// Adds attributes to a group and overwrites those whose keys are listed; the others stay.
///
/// - Source: protocol reference file 31, 1.5. Of a key given twice the last value counts: assumed.
struct ModifyGroupAttr: Command {
    static let name = CommandName(service: .groupOpen, command: "modify_group_attr")

    static let reference = CommandReference(
        Wording(
            "Adds attributes to a group and overwrites those whose keys are listed; the others stay.",
            "修改群属性：已有的 key 更新 value，没有的 key 新增，其余群属性保持不变。"),
        notes: [CommandReference.attributeWriteNote, CommandReference.attributeSizeNote],
        codes: CommandReference.attributeWriteCodes,
        example: #"{"GroupId":"readers","GroupAttr":[{"key":"color","value":"green"},{"key":"size","value":"12"}]}"#)

    struct Request: CommandRequest {
        static let fields = FieldList(GroupFields.groupID, GroupAttributeFields.attributes)

        let group: GroupID
        let attributes: [GroupAttribute]

        init(_ fields: RequestFields, settings: AppSettings) throws(APIError) {
            let groupText = try fields.read(GroupFields.groupID)
            attributes = try fields.read(GroupAttributeFields.attributes)
            group = try GroupID(addressing: groupText)
            try GroupAttributeChange.modify(attributes).checkSizes()
        }
    }

    func handle(_ request: Request, in context: CommandContext) async throws(APIError) -> EmptyResponse {
        try await changeAttributes(of: request.group, by: .modify(request.attributes), in: context)
    }
}
