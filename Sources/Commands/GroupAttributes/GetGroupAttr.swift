import Apps
import Groups
import Storage
import Wire

/// Returns all attributes of a group, in the order in which their keys were first written.
///
/// - Group types: all.
/// - Errors: ``ErrorCode/groupNotFound``.
/// - Source: protocol reference file 31, 1.4. Client SDKs call it in the service of the groups too. Order of the list:
///   assumed.
struct GetGroupAttr: Command {
    static let name = CommandName(service: .groupAttributes, command: "get_group_attr")

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
