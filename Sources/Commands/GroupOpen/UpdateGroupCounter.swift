import Apps
import Groups
import Storage
import Wire

/// Sets, raises or lowers counters of a group, all of the list or none, and returns what they are afterwards.
///
/// A counter that does not exist is created; raising and lowering begin at 0. A key may stand twice: its changes are
/// made in order, and it is answered once.
///
/// - Limits: as ``GroupCounter``, counted after the update; values are signed 64-bit integers.
/// - Group types: all but Community.
/// - Errors: ``ErrorCode/featureNotInPlan`` where the app has no counters, ``ErrorCode/groupNotFound``,
///   ``ErrorCode/notPermitted`` (Community), ``ErrorCode/tooManyGroupCounters``, ``ErrorCode/invalidParameter`` also
///   for a result beyond 64 bits.
/// - Source: protocol reference file 31, 2.3. Without `Mode` values are set: assumed, as the sites disagree.
struct UpdateGroupCounter: Command {
    static let name = CommandName(service: .groupOpen, command: "update_group_counter")
    static let isBrief = true

    struct Request: CommandRequest {
        let group: GroupID
        let update: GroupCounterUpdate

        init(_ fields: RequestFields, settings: AppSettings) throws(APIError) {
            let groupText = try fields.requiredString("GroupId")
            var counters: [GroupCounter] = []
            for item in try fields.requiredObjects("GroupCounter") {
                let key = try item.nonEmptyText("Key", maximumBytes: GroupCounter.maximumKeyBytes)
                let value = try item.integer("Value", in: Int64.min...Int64.max)
                counters.append(
                    GroupCounter(key: try item.required("Key", key), value: try item.required("Value", value)))
            }
            let mode = try fields.choice("Mode", of: GroupCounterUpdate.Mode.self) ?? .set
            update = GroupCounterUpdate(mode: mode, counters: counters)
            group = try GroupID(addressing: groupText)
        }
    }

    typealias Response = GroupCounterResponse

    func handle(_ request: Request, in context: CommandContext) async throws(APIError) -> Response {
        try context.app.requireGroupCounters()
        let counters = try await storing { () throws(StoreError) in
            try await context.store.updateCounters(of: request.group, in: context.scope, by: request.update)
        }
        return Response(counters: counters.selected(request.update.counters.map(\.key)))
    }
}
