import Apps
import Groups
import Storage
import Wire

/// Deletes counters of a group: those whose keys are listed, or all.
///
/// A key without a counter is passed over. No list, or an empty one, means all.
///
/// - Group types: all but Community.
/// - Errors: ``ErrorCode/featureNotInPlan`` where the app has no counters, ``ErrorCode/groupNotFound``,
///   ``ErrorCode/notPermitted`` (Community).
/// - Source: protocol reference file 31, 2.4. An empty list: assumed.
struct DeleteGroupCounter: Command {
    static let name = CommandName(service: .groupOpen, command: "delete_group_counter")

    typealias Request = GetGroupCounter.Request

    func handle(_ request: Request, in context: CommandContext) async throws(APIError) -> EmptyResponse {
        try context.app.requireGroupCounters()
        try await storing { () throws(StoreError) in
            try await context.store.deleteCounters(request.keys, of: request.group, in: context.scope)
        }
        return EmptyResponse()
    }
}
