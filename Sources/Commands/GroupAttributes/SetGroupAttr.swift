import Apps
import Groups
import Wire

/// Replaces all attributes of a group by those of the list.
///
/// - Source: protocol reference file 31, 1.5.
struct SetGroupAttr: Command {
    static let name = CommandName(service: .groupOpen, command: "set_group_attr")

    static let reference = CommandReference(
        Wording("Replaces all attributes of a group by those of the list.", "重置群属性：清空原有的群属性，再写入列表中的群属性。"),
        notes: [CommandReference.attributeWriteNote, CommandReference.attributeSizeNote],
        codes: CommandReference.attributeWriteCodes,
        example: #"{"GroupId":"readers","GroupAttr":[{"key":"mood","value":"calm"}]}"#)

    typealias Request = ModifyGroupAttr.Request

    func handle(_ request: Request, in context: CommandContext) async throws(APIError) -> EmptyResponse {
        try await changeAttributes(of: request.group, by: .set(request.attributes), in: context)
    }
}
