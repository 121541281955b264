import Apps
import Groups
import Storage
import Wire

/// Returns the pairs of keys and values of a message, page by page.
///
/// - Limits: a page ends after 200 pairs, or with the last pair of the call that set the 200th.
/// - Group types: Work, Public and Meeting.
/// - Errors: ``ErrorCode/groupNotFound``, ``ErrorCode/notPermitted`` (the type),
///   ``ErrorCode/messageOfExtensionsNotFound``, ``ErrorCode/extensionsUnsupported``.
/// - Order: by `Seq`, then by key. The next page begins with the last `Seq` and one.
/// - Source: protocol reference file 40, 13.2.
struct GroupGetKeyValues: Command {
    static let name = CommandName(service: .messageExtensions, command: "group_get_key_values")

    /// Pairs after which a page ends.
    static let pairsPerPage: Int64 = 200

    struct Request: CommandRequest {
        let group: GroupID
        let seq: Int64
        let startSeq: Int64

        init(_ fields: RequestFields, settings: AppSettings) throws(APIError) {
            let groupText = try fields.requiredString("GroupId")
            seq = try fields.requiredMsgSeq()
            startSeq = try fields.integer("StartSeq", in: 0...Int64.max) ?? 0
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
