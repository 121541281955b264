import Apps
import Groups
import Storage
import Wire

/// Lists the administrators of an AVChatRoom in the order of their appointment, without the owner.
///
/// - Source: protocol reference files 20, section 13, and 30, 12.2.
struct GetAdminList: Command {
    static let name = CommandName(service: .avChatRoom, command: "get_admin_list")

    static let reference = CommandReference(
        Wording(
            "Lists the administrators of an AVChatRoom in the order of their appointment, without the owner.",
            "获取直播群（AVChatRoom）的管理员列表，不包含群主，按设置的先后排序。"),
        notes: [Wording("AVChatRoom only.", "仅支持直播群（AVChatRoom）。")],
        codes: [.groupNotFound, .notPermitted],
        example: #"{"GroupId":"live"}"#)

    typealias Request = GroupRequest

    struct Response: CommandResponse {
        let admins: [NamedAccount]

        func write(to writer: inout JSONWriter) {
            writer.objects("Admin_List", of: admins) { writer, admin in
                writer.field("Admin_Account", admin.account.text)
                writer.field("NickName", admin.nickName)
                writer.field("Avatar", admin.avatar)
            }
        }
    }

    func handle(_ request: Request, in context: CommandContext) async throws(APIError) -> Response {
        let admins = try await storing { () throws(StoreError) in
            try await context.store.roomAdmins(of: request.group, in: context.scope)
        }
        return Response(admins: admins)
    }
}
