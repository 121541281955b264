import Apps
import Groups
import Storage
import Wire

/// Sets or removes pairs of keys and values of a message, or removes all.
///
/// - Order: items in request order. `Seq` of a request is not compared, as the caller is an administrator.
/// - Source: protocol reference file 40, 13.1. All pairs of a call get the same `Seq`: assumed.
struct GroupSetKeyValues: Command {
    static let name = CommandName(service: .messageExtensions, command: "group_set_key_values")

    static let reference = CommandReference(
        Wording(
            "Sets or removes pairs of keys and values of a message, or removes all.", "设置、删除或清空群消息的扩展（键值对）。"),
        notes: [
            Wording(
                "Work, Public and Meeting; messages that were sent with `SupportMessageExtension`.",
                "仅支持好友工作群（Work）、陌生人社交群（Public）和临时会议群（Meeting）中发送时设置了 `SupportMessageExtension` 的消息。"),
            Wording(
                "A message has at most 300 pairs, and 200 changes of them in a minute.",
                "每条消息最多 300 个键值对，每分钟最多变更 200 个。"),
        ],
        codes: [
            .groupNotFound, .notPermitted, .messageOfExtensionsNotFound, .extensionsUnsupported, .extensionsTooFrequent,
        ],
        example: #"{"GroupId":"readers","MsgSeq":2,"OperateType":1,"ExtensionList":[{"Key":"vote","Value":"yes"}]}"#)

    private enum OperateType: Int64 {
        case set = 1
        case delete = 2
        case clear = 3
    }

    struct Request: CommandRequest {
        static let operateType = Field.integer(
            "OperateType", in: 1...3, "1 sets the pairs, 2 removes them, 3 removes all pairs of the message.",
            "操作类型：1 设置，2 删除，3 清空。"
        ).required()
        static let key = Field<String?>(
            FieldFacts(
                "Key", .text(atMost: .fixed(MessageExtension.maximumKeyBytes)),
                "The pair's key, not empty, once in a list.",
                "扩展的 Key，不能为空，也不能在列表中重复。")
        ) { (fields, name) throws(APIError) in
            let key = try fields.string(name)
            guard key.map({ (1...MessageExtension.maximumKeyBytes).contains($0.utf8.count) }) != false else {
                throw fields.refusal(name, "must be 1 to \(MessageExtension.maximumKeyBytes) bytes")
            }
            return key
        }.required()
        static let value = Field.anyText(
            "Value", atMost: MessageExtension.maximumValueBytes,
            "The pair's value; without, empty. Not used where pairs are removed.",
            "扩展的 Value；不填则为空串，删除时不使用。")
        static let extensionList = Field.objects(
            "ExtensionList", of: FieldList(key, value), atMost: .fixed(MessageExtension.maximumPairsPerCall),
            "The pairs, at least one; must be there unless `OperateType` is 3, which does not read them.",
            "键值对列表，至少一个；`OperateType` 为 1 或 2 时必填，为 3 时不读取。")

        static let fields = FieldList(GroupFields.groupID, MessageFields.seq, operateType, extensionList)

        let group: GroupID
        let seq: Int64
        let change: MessageExtensionChange

        init(_ fields: RequestFields, settings: AppSettings) throws(APIError) {
            let groupText = try fields.read(GroupFields.groupID)
            seq = try fields.read(MessageFields.seq)
            guard let type = OperateType(rawValue: try fields.read(Self.operateType)) else {
                throw fields.refusal(Self.operateType, "must be 1, 2 or 3")
            }
            change =
                switch type {
                case .set: .set(try Self.pairs(fields))
                case .delete: .delete(keys: try Self.pairs(fields).map(\.key))
                case .clear: .clear
                }
            group = try GroupID(addressing: groupText)
        }

        /// The pairs of `ExtensionList`, whose keys must differ.
        private static func pairs(_ fields: RequestFields) throws(APIError) -> [MessageExtensionChange.Pair] {
            let items = try fields.read(extensionList.requiredNonEmpty())
            try fields.checkCount(items.count, of: extensionList)
            var pairs: [MessageExtensionChange.Pair] = []
            for item in items {
                let key = try item.read(Self.key)
                guard !pairs.contains(where: { $0.key.utf8.elementsEqual(key.utf8) }) else {
                    throw item.refusal(Self.key, "stands twice in the list")
                }
                pairs.append(MessageExtensionChange.Pair(key: key, value: try item.read(value) ?? ""))
            }
            return pairs
        }
    }

    struct Response: CommandResponse {
        let changed: [MessageExtension]

        func write(to writer: inout JSONWriter) {
            writer.objects("ExtensionList", of: changed) { writer, pair in
                writer.field("ErrorCode", 0)
                writer.key("Extension")
                writer.messageExtension(pair)
            }
        }
    }

    func handle(_ request: Request, in context: CommandContext) async throws(APIError) -> Response {
        let changed = try await storing { () throws(StoreError) in
            try await context.store.changeExtensions(
                of: request.seq, in: request.group, scope: context.scope, by: request.change)
        }
        return Response(changed: changed)
    }
}
