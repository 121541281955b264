import Apps
import Storage
import Wire

/// Destroys topics of a Community with all that hangs on them; their identifiers are free afterwards.
///
/// - Order: items in request order; of a topic that stands twice the first one is destroyed.
/// - Source: protocol reference file 32, 2.2. The size of the list: assumed.
struct DestroyTopic: Command {
    static let name = CommandName(service: .community, command: "destroy_topic")

    /// Most topics in a request.
    static let maximumTopics = 50

    static let reference = CommandReference(
        Wording(
            "Destroys topics of a Community with all that hangs on them; their identifiers are free afterwards.",
            "解散社群中的话题，并删除其全部数据；解散后话题 ID 可再次使用。"),
        notes: [
            Wording(
                "Community with `SupportTopic` 1. A topic that has been destroyed already, or never existed, does not fail "
                    + "the call; its item carries a code.",
                "仅支持 `SupportTopic` 为 1 的社群。已解散或不存在的话题不影响其他话题，其结果带有错误码。")
        ],
        codes: [.groupNotFound, .topicsUnavailable, .topicDestroyed],
        example: #"{"GroupId":"@TGS#_town","TopicIdList":["@TGS#_town@TOPIC#_news"]}"#)

    struct Request: CommandRequest {
        static let topicIDList = Field.texts(
            "TopicIdList", atMost: .fixed(DestroyTopic.maximumTopics), "The topics, in the order of the answer.",
            "要解散的话题 ID 列表，应答按相同顺序返回。"
        ).requiredNonEmpty()

        static let fields = FieldList(GroupFields.groupID, topicIDList)

        let group: GroupID
        /// As sent, well-formed or not.
        let topicTexts: [String]

        init(_ fields: RequestFields, settings: AppSettings) throws(APIError) {
            let groupText = try fields.read(GroupFields.groupID)
            topicTexts = try fields.read(Self.topicIDList)
            group = try GroupID(addressing: groupText)
            try fields.checkCount(topicTexts.count, of: Self.topicIDList)
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
