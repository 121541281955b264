import Apps
import Groups
import Storage
import Wire

/// Deletes counters of a group: those whose keys are listed, or all.
///
/// - Source: protocol reference file 31, 2.4. An empty list: assumed.
struct DeleteGroupCounter: Command {
    static let name = CommandName(service: .groupOpen, command: "delete_group_counter")

    static let reference = CommandReference(
        Wording(
            "Deletes counters of a group: those whose keys are listed, or all.", "删除群计数器：删除指定的计数器，或全部计数器。"),
        notes: [
            Wording(
                "All types but Community. A key without a counter is passed over.", "不支持社群（Community）。不存在的计数器会被忽略。")
        ],
        codes: [.featureNotInPlan, .groupNotFound, .notPermitted],
        example: #"{"GroupId":"readers","GroupCounterKeys":["likes"]}"#)

    typealias Request = GetGroupCounter.Request

    func handle(_ request: Request, in context: CommandContext) async throws(APIError) -> EmptyResponse {
        try context.app.requireGroupCounters()
        try await storing { () throws(StoreError) in
            try await context.store.deleteCounters(request.keys, of: request.group, in: context.scope)
        }
        return EmptyResponse()
    }
}
