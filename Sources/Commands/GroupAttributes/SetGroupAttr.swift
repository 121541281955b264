import Apps
import Groups
import Wire

/// Replaces all attributes of a group by those of the list.
///
/// - Limits: as ``GroupAttribute``; 5 attribute writes a second and group.
/// - Group types: all.
/// - Errors: as ``ModifyGroupAttr``; an empty list is an ``ErrorCode/invalidParameter``.
/// - Source: protocol reference file 31, 1.5.
struct SetGroupAttr: Command {
    static let name = CommandName(service: .groupOpen, command: "set_group_attr")

    typealias Request = ModifyGroupAttr.Request

    func handle(_ request: Request, in context: CommandContext) async throws(APIError) -> EmptyResponse {
        try await changeAttributes(of: request.group, by: .set(request.attributes), in: context)
    }
}
