import Apps
import Groups
import Storage
import Wire

/// Sets or removes pairs of keys and values of a message, or removes all.
///
/// - Limits: 20 pairs in a request, 300 of a message, 200 changes in a minute; keys of 100 bytes, values of 1,000.
/// - Group types: Work, Public and Meeting.
/// - Errors: ``ErrorCode/groupNotFound``, ``ErrorCode/notPermitted`` (the type),
///   ``ErrorCode/messageOfExtensionsNotFound``, ``ErrorCode/extensionsUnsupported``,
///   ``ErrorCode/extensionsTooFrequent``, ``ErrorCode/invalidParameter``.
/// - Order: items in request order. `Seq` of a request is not compared, as the caller is an administrator.
/// - Source: protocol reference file 40, 13.1. All pairs of a call get the same `Seq`: assumed.
struct GroupSetKeyValues: Command {
    static let name = CommandName(service: .messageExtensions, command: "group_set_key_values")

    private enum OperateType: Int64 {
        case set = 1
        case delete = 2
        case clear = 3
    }

    struct Request: CommandRequest {
        let group: GroupID
        let seq: Int64
        let change: MessageExtensionChange

        init(_ fields: RequestFields, settings: AppSettings) throws(APIError) {
            let groupText = try fields.requiredString("GroupId")
            seq = try fields.requiredMsgSeq()
            guard let type = OperateType(rawValue: try fields.requiredInteger("OperateType", in: 1...3)) else {
                throw fields.refusal("OperateType", "must be 1, 2 or 3")
            }
            change =
                switch type {
                case .set: .set(try fields.extensionPairs())
                case .delete: .delete(keys: try fields.extensionPairs().map(\.key))
                case .clear: .clear
                }
            group = try GroupID(addressing: groupText)
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

extension RequestFields {
    /// The pairs of `ExtensionList`, whose keys must differ.
    fileprivate func extensionPairs() throws(APIError) -> [MessageExtensionChange.Pair] {
        let items = try requiredObjects("ExtensionList")
        try checkListLength(items.count, of: "ExtensionList", atMost: MessageExtension.maximumPairsPerCall)
        var pairs: [MessageExtensionChange.Pair] = []
        for item in items {
            let key = try item.requiredString("Key")
            guard (1...MessageExtension.maximumKeyBytes).contains(key.utf8.count) else {
                throw item.refusal("Key", "must be 1 to \(MessageExtension.maximumKeyBytes) bytes")
            }
            guard !pairs.contains(where: { $0.key.utf8.elementsEqual(key.utf8) }) else {
                throw item.refusal("Key", "stands twice in the list")
            }
            let value = try item.string("Value") ?? ""
            guard value.utf8.count <= MessageExtension.maximumValueBytes else {
                throw item.refusal("Value", "is longer than \(MessageExtension.maximumValueBytes) bytes")
            }
            pairs.append(MessageExtensionChange.Pair(key: key, value: value))
        }
        return pairs
    }
}
