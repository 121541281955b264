import Apps
import Groups
import Wire

/// Deletes all attributes of a group; succeeds also when there are none.
///
/// - Source: protocol reference file 31, 1.6. Community: assumed, as this page leaves it out and those of the other
///   attribute commands do not.
struct ClearGroupAttr: Command {
    static let name = CommandName(service: .groupOpen, command: "clear_group_attr")

    static let reference = CommandReference(
        Wording("Deletes all attributes of a group; succeeds also when there are none.", "清空群属性；没有群属性时也返回成功。"),
        notes: [CommandReference.attributeWriteNote],
        codes: [.groupNotFound, .groupAttributesTooFrequent],
        example: #"{"GroupId":"readers"}"#)

    typealias Request = GroupRequest

    func handle(_ request: Request, in context: CommandContext) async throws(APIError) -> EmptyResponse {
        try await changeAttributes(of: request.group, by: .clear, in: context)
    }
}
