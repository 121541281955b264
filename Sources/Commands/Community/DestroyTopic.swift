import Apps
import Storage
import Wire

/// Destroys topics of a Community with all that hangs on them; their identifiers are free afterwards.
///
/// - Limits: 1 to 50 topics in a request.
/// - Group types: Community with `SupportTopic` 1.
/// - Errors: ``ErrorCode/groupNotFound``, ``ErrorCode/topicsUnavailable``. A topic that has been destroyed already, or
///   never existed, does not fail the call; its item carries ``ErrorCode/topicDestroyed``.
/// - Order: items in request order; of a topic that stands twice the first one is destroyed.
/// - Source: protocol reference file 32, 2.2. The size of the list: assumed.
struct DestroyTopic: Command {
    static let name = CommandName(service: .community, command: "destroy_topic")

    /// Most topics in a request.
    static let maximumTopics = 50

    struct Request: CommandRequest {
        let group: GroupID
        /// As sent, well-formed or not.
        let topicTexts: [String]

        init(_ fields: RequestFields, settings: AppSettings) throws(APIError) {
            let groupText = try fields.requiredString("GroupId")
            topicTexts = try fields.requiredStrings("TopicIdList")
            group = try GroupID(addressing: groupText)
            try fields.checkListLength(topicTexts.count, of: "TopicIdList", atMost: DestroyTopic.maximumTopics)
        }
    }

    struct Response: CommandResponse {
        /// Each text with whether its topic has been destroyed.
        let items: [(text: String, isDestroyed: Bool)]

        func write(to writer: inout JSONWriter) {
            writer.objects("DestroyResultItem", of: items) { writer, item in
                writer.field("ErrorCode", item.isDestroyed ? 0 : ErrorCode.topicDestroyed.rawValue)
                writer.field("ErrorInfo", item.isDestroyed ? "ok" : "this topic does not exist")
                writer.field("TopicId", item.text)
            }
        }
    }

    func handle(_ request: Request, in context: CommandContext) async throws(APIError) -> Response {
        let entries = request.topicTexts.map { (text: $0, id: TopicID($0)) }
        let destroyed = try await storing { () throws(StoreError) in
            try await context.store.destroyTopics(entries.compactMap(\.id), of: request.group, in: context.scope)
        }
        var results = destroyed.makeIterator()
        return Response(items: entries.map { ($0.text, $0.id != nil && results.next() == true) })
    }
}
