import Apps
import Groups
import Storage
import Wire

/// Returns the pairs of keys and values of a message, page by page.
///
/// - Order: by `Seq`, then by key. The next page begins with the last `Seq` and one.
/// - Source: protocol reference file 40, 13.2.
struct GroupGetKeyValues: Command {
    static let name = CommandName(service: .messageExtensions, command: "group_get_key_values")

    /// Pairs after which a page ends.
    static let pairsPerPage: Int64 = 200

    static let reference = CommandReference(
        Wording("Returns the pairs of keys and values of a message, page by page.", "分页拉取群消息的扩展（键值对）。"),
        notes: [
            Wording(
                "Work, Public and Meeting; messages that were sent with `SupportMessageExtension`.",
                "仅支持好友工作群（Work）、陌生人社交群（Public）和临时会议群（Meeting）中发送时设置了 `SupportMessageExtension` 的消息。"),
            Wording(
                "A page ends after 200 pairs, or with the last pair of the call that set the 200th.",
                "单页返回 200 个键值对；与第 200 个在同一次调用中设置的键值对也在该页返回。"),
        ],
        codes: [.groupNotFound, .notPermitted, .messageOfExtensionsNotFound, .extensionsUnsupported],
        example: #"{"GroupId":"readers","MsgSeq":2,"StartSeq":0}"#)

    struct Request: CommandRequest {
        static let startSeq = Field.integer(
            "StartSeq", in: 0...Int64.max,
            "The `Seq` to begin at, for a next page the last one of the page before and 1; without, 0.",
            "起始的 `Seq`；拉取下一页时填上一页最后一个 `Seq` 加 1，不填则为 0。")

        static let fields = FieldList(GroupFields.groupID, MessageFields.seq, startSeq)

        let group: GroupID
        let seq: Int64
        let startSeq: Int64

        init(_ fields: RequestFields, settings: AppSettings) throws(APIError) {
            let groupText = try fields.read(GroupFields.groupID)
            seq = try fields.read(MessageFields.seq)
            startSeq = try fields.read(Self.startSeq) ?? 0
            group = try GroupID(addressing: groupText)
        }
    }

    struct Response: CommandResponse {
        let page: MessageExtensionPage

        func write(to writer: inout JSONWriter) {
            writer.field("CompleteFlag", page.isComplete ? 1 : 0)
            writer.field("LatestSeq", page.latestSeq)
            writer.field("ClearSeq", page.clearSeq)
            writer.array("ExtensionList", of: page.extensions) { writer, pair in
                writer.messageExtension(pair)
            }
        }
    }

    func handle(_ request: Request, in context: CommandContext) async throws(APIError) -> Response {
        let page = try await storing { () throws(StoreError) in
            try await context.store.extensions(
                of: request.seq, in: request.group, scope: context.scope, from: request.startSeq,
                limit: Self.pairsPerPage)
        }
        return Response(page: page)
    }
}
