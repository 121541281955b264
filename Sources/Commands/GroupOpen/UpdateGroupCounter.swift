import Apps
import Groups
import Storage
import Wire

/// Sets, raises or lowers counters of a group, all of the list or none, and returns what they are afterwards.
///
/// - Source: protocol reference file 31, 2.3. Without `Mode` values are set: assumed, as the sites disagree.
struct UpdateGroupCounter: Command {
    static let name = CommandName(service: .groupOpen, command: "update_group_counter")
    static let isBrief = true

    static let reference = CommandReference(
        Wording(
            "Sets, raises or lowers counters of a group, all of the list or none, and returns what they are afterwards.",
            "设置、递增或递减群计数器，列表全部生效或全部不生效，并返回变更后的值。"),
        notes: [
            Wording(
                "All types but Community. A group has at most 20 counters, counted after the update; a result beyond 64 bits is refused.",
                "不支持社群（Community）。每个群组最多 20 个计数器（按变更后计算）；结果超出 64 位整数范围时返回错误。"),
            Wording(
                "A counter that does not exist is created; raising and lowering begin at 0. A key may stand twice: its changes are made in order, and it is answered once.",
                "不存在的计数器会被创建，递增和递减从 0 开始。同一个 Key 可以出现多次：按顺序变更，只返回一次。"),
        ],
        codes: [.featureNotInPlan, .groupNotFound, .notPermitted, .tooManyGroupCounters],
        example: #"{"GroupId":"readers","GroupCounter":[{"Key":"likes","Value":2}],"Mode":"Increase"}"#)

    struct Request: CommandRequest {
        private static let givenKey = Field.nonEmptyText(
            "Key", atMost: .fixed(GroupCounter.maximumKeyBytes), "The counter's key.", "计数器的 Key。")
        private static let givenValue = Field.integer(
            "Value", in: Int64.min...Int64.max, "What to set it to, or to raise or lower it by.",
            "要设置的值，或递增、递减的量。")
        static let key = givenKey.required()
        static let value = givenValue.required()
        static let groupCounter = Field.objects(
            "GroupCounter", of: FieldList(key, value), "The counters to change.", "要变更的计数器列表。"
        ).requiredNonEmpty()
        static let mode = Field.choice(
            "Mode", of: GroupCounterUpdate.Mode.self, "What becomes of the values; without, `Set`.",
            "变更方式：设置、递增或递减；不填则为 `Set`。")

        static let fields = FieldList(GroupFields.groupID, groupCounter, mode)

        let group: GroupID
        let update: GroupCounterUpdate

        init(_ fields: RequestFields, settings: AppSettings) throws(APIError) {
            let groupText = try fields.read(GroupFields.groupID)
            var counters: [GroupCounter] = []
            for item in try fields.read(Self.groupCounter) {
                // what is there is checked before what is missing
                _ = try item.read(Self.givenKey)
                _ = try item.read(Self.givenValue)
                counters.append(GroupCounter(key: try item.read(Self.key), value: try item.read(Self.value)))
            }
            let mode = try fields.read(Self.mode) ?? .set
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
