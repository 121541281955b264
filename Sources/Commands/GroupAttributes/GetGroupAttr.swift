import Apps
import Groups
import Storage
import Wire

/// Returns all attributes of a group, in the order in which their keys were first written.
///
/// - Source: protocol reference file 31, 1.4. Client SDKs call it in the service of the groups too. Order of the list:
///   assumed.
struct GetGroupAttr: Command {
    static let name = CommandName(service: .groupAttributes, command: "get_group_attr")

    static let reference = CommandReference(
        Wording(
            "Returns all attributes of a group, in the order in which their keys were first written.",
            "获取群组的全部群属性，按 key 首次写入的先后排序。"),
        notes: [Wording("All types.", "支持所有群组类型。")],
        codes: [.groupNotFound],
        example: #"{"GroupId":"readers"}"#)

    typealias Request = GroupRequest

    struct Response: CommandResponse {
        let attributes: [GroupAttribute]

        func write(to writer: inout JSONWriter) {
            writer.objects("GroupAttrAry", of: attributes) { writer, attribute in
                writer.field("key", attribute.key)
                writer.field("value", attribute.value)
            }
        }
    }

    func handle(_ request: Request, in context: CommandContext) async throws(APIError) -> Response {
        let attributes = try await storing { () throws(StoreError) in
            try await context.store.attributes(of: request.group, in: context.scope)
        }
        return Response(attributes: attributes)
    }
}
