import Apps
import Groups
import Storage
import Wire

/// Returns counters of a group: those whose keys are listed, in that order, or all, in the order of their creation.
///
/// - Source: protocol reference file 31, 2.2. Order of the list: assumed.
struct GetGroupCounter: Command {
    static let name = CommandName(service: .groupOpen, command: "get_group_counter")

    static let reference = CommandReference(
        Wording(
            "Returns counters of a group: those whose keys are listed, in that order, or all, in the order of their creation.",
            "获取群计数器：按列表顺序返回指定的计数器，或按创建顺序返回全部计数器。"),
        notes: [
            Wording(
                "All types but Community. A key without a counter is left out.", "不支持社群（Community）。不存在的计数器不返回。")
        ],
        codes: [.featureNotInPlan, .groupNotFound, .notPermitted],
        example: #"{"GroupId":"readers","GroupCounterKeys":["likes"]}"#)

    struct Request: CommandRequest {
        static let groupCounterKeys = Field.texts(
            "GroupCounterKeys", "The counters' keys; without, or empty, all counters.", "计数器的 Key 列表；不填或为空则为全部计数器。"
        ).map { (_, _, keys) throws(APIError) in keys?.isEmpty == true ? nil : keys }

        static let fields = FieldList(GroupFields.groupID, groupCounterKeys)

        let group: GroupID
        /// `nil` means all.
        let keys: [String]?

        init(_ fields: RequestFields, settings: AppSettings) throws(APIError) {
            let groupText = try fields.read(GroupFields.groupID)
            keys = try fields.read(Self.groupCounterKeys)
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
