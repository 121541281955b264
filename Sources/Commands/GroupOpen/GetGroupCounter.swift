import Apps
import Groups
import Storage
import Wire

/// Returns counters of a group: those whose keys are listed, in that order, or all, in the order of their creation.
///
/// A key without a counter is left out. No list, or an empty one, means all.
///
/// - Group types: all but Community.
/// - Errors: ``ErrorCode/featureNotInPlan`` where the app has no counters, ``ErrorCode/groupNotFound``,
///   ``ErrorCode/notPermitted`` (Community).
/// - Source: protocol reference file 31, 2.2. Order of the list: assumed.
struct GetGroupCounter: Command {
    static let name = CommandName(service: .groupOpen, command: "get_group_counter")

    struct Request: CommandRequest {
        let group: GroupID
        /// `nil` means all.
        let keys: [String]?

        init(_ fields: RequestFields, settings: AppSettings) throws(APIError) {
            let groupText = try fields.requiredString("GroupId")
            keys = try fields.groupCounterKeys()
            group = try GroupID(addressing: groupText)
        }
    }

    typealias Response = GroupCounterResponse

    func handle(_ request: Request, in context: CommandContext) async throws(APIError) -> Response {
        try context.app.requireGroupCounters()
        let counters = try await storing { () throws(StoreError) in
            try await context.store.counters(of: request.group, in: context.scope)
        }
        return Response(counters: request.keys.map(counters.selected) ?? counters)
    }
}
