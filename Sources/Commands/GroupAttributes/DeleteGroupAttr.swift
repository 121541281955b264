import Apps
import Groups
import Wire

/// Deletes the attributes of a group whose keys are listed, all or none.
///
/// - Limits: 5 attribute writes a second and group.
/// - Group types: all.
/// - Errors: ``ErrorCode/groupNotFound``, ``ErrorCode/groupAttributeKeyTooLong``,
///   ``ErrorCode/groupAttributeNotFound`` when one of the keys does not exist,
///   ``ErrorCode/groupAttributesTooFrequent``.
/// - Source: protocol reference file 31, 1.7. All or none: assumed.
struct DeleteGroupAttr: Command {
    static let name = CommandName(service: .groupOpen, command: "delete_group_attr")

    struct Request: CommandRequest {
        let group: GroupID
        let change: GroupAttributeChange

        init(_ fields: RequestFields, settings: AppSettings) throws(APIError) {
            let groupText = try fields.requiredString("GroupId")
            change = .delete(keys: try fields.groupAttributeKeys())
            group = try GroupID(addressing: groupText)
            try change.checkSizes()
        }
    }

    func handle(_ request: Request, in context: CommandContext) async throws(APIError) -> EmptyResponse {
        try await changeAttributes(of: request.group, by: request.change, in: context)
    }
}
