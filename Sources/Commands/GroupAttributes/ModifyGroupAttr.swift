import Apps
import Groups
import Wire

/// Adds attributes to a group and overwrites those whose keys are listed; the others stay.
///
/// - Limits: as ``GroupAttribute``, counted after the write; 5 attribute writes a second and group.
/// - Group types: all.
/// - Errors: ``ErrorCode/groupNotFound``, ``ErrorCode/groupAttributeKeyTooLong``,
///   ``ErrorCode/groupAttributeValueTooLong``, ``ErrorCode/tooManyGroupAttributes``,
///   ``ErrorCode/groupAttributesTooLarge``, ``ErrorCode/groupAttributesTooFrequent``.
/// - Source: protocol reference file 31, 1.5. Of a key given twice the last value counts: assumed.
struct ModifyGroupAttr: Command {
    static let name = CommandName(service: .groupOpen, command: "modify_group_attr")

    struct Request: CommandRequest {
        let group: GroupID
        let attributes: [GroupAttribute]

        init(_ fields: RequestFields, settings: AppSettings) throws(APIError) {
            let groupText = try fields.requiredString("GroupId")
            attributes = try fields.groupAttributes()
            group = try GroupID(addressing: groupText)
            try GroupAttributeChange.modify(attributes).checkSizes()
        }
    }

    func handle(_ request: Request, in context: CommandContext) async throws(APIError) -> EmptyResponse {
        try await changeAttributes(of: request.group, by: .modify(request.attributes), in: context)
    }
}
