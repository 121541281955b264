import Apps
import Presence
import Storage
import Wire

/// Destroys a group with all that hangs on it; its identifier is free afterwards.
///
/// - Source: protocol reference file 30, section 8.
struct DestroyGroup: Command {
    static let name = CommandName(service: .groupOpen, command: "destroy_group")

    static let reference = CommandReference(
        Wording(
            "Destroys a group with all that hangs on it; its identifier is free afterwards.",
            "解散群组，并删除其全部数据；解散后群组 ID 可再次使用。"),
        notes: [
            Wording(
                "All types. A group that has been destroyed already is not found.", "支持所有群组类型。已解散的群组视为不存在。")
        ],
        codes: [.groupNotFound],
        example: #"{"GroupId":"meeting"}"#)

    typealias Request = GroupRequest

    func handle(_ request: Request, in context: CommandContext) async throws(APIError) -> EmptyResponse {
        try await storing { () throws(StoreError) in
            try await context.store.destroyGroup(request.group, in: context.scope)
        }
        context.presence.forget(request.group, in: context.app.sdkAppID, at: context.now)
        return EmptyResponse()
    }
}
