import Apps
import Presence
import Storage
import Wire

/// Destroys a group with all that hangs on it; its identifier is free afterwards.
///
/// - Group types: all.
/// - Errors: ``ErrorCode/groupNotFound``, also for a group that has been destroyed already.
/// - Source: protocol reference file 30, section 8.
struct DestroyGroup: Command {
    static let name = CommandName(service: .groupOpen, command: "destroy_group")

    typealias Request = GroupRequest

    func handle(_ request: Request, in context: CommandContext) async throws(APIError) -> EmptyResponse {
        try await storing { () throws(StoreError) in
            try await context.store.destroyGroup(request.group, in: context.scope)
        }
        context.presence.forget(request.group, in: context.app.sdkAppID, at: context.now)
        return EmptyResponse()
    }
}
