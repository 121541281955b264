import Apps
import Groups
import Storage
import Wire

/// Returns topics of a Community, with what one account has of its own in them.
///
/// - Limits: 200 topics in a request, 1,048,576 bytes in an answer.
/// - Group types: Community with `SupportTopic` 1.
/// - Errors: ``ErrorCode/groupNotFound``, ``ErrorCode/topicsUnavailable``, ``ErrorCode/answerTooLarge``. A topic that
///   does not exist does not fail the call; its item carries ``ErrorCode/topicDestroyed``.
/// - Order: items in request order; without `TopicIdList` all topics by `CreateTime`, then by `TopicId`.
/// - Source: protocol reference file 32, 2.3. `SelfInfo` is left out where `From_Account` is absent or no member;
///   `ShutUpTime` is a moment: both assumed.
struct GetTopic: Command {
    static let name = CommandName(service: .community, command: "get_topic")

    /// Most topics in a request.
    static let maximumTopics = 200

    struct Request: CommandRequest {
        let group: GroupID
        /// As sent, well-formed or not; `nil` means all.
        let topicTexts: [String]?
        /// `nil` also for a name that no account can have.
        let fromAccount: Account?
        /// The names of the wanted fields; `nil` means all.
        let filter: Set<String>?

        init(_ fields: RequestFields, settings: AppSettings) throws(APIError) {
            let groupText = try fields.requiredString("GroupId")
            fromAccount = try fields.read(OperatorFields.fromAccount).flatMap(settings.account)
            let texts = try fields.strings("TopicIdList") ?? []
            let names = try fields.strings("ResponseFilter") ?? []
            group = try GroupID(addressing: groupText)
            try fields.checkListLength(texts.count, of: "TopicIdList", atMost: GetTopic.maximumTopics)
            topicTexts = texts.isEmpty ? nil : texts
            filter = names.isEmpty ? nil : Set(names)
        }
    }

    struct Content: CommandResponse {
        let group: GroupID
        /// `view` is `nil` for a topic that does not exist.
        let items: [(text: String, view: TopicView?)]
        let filter: Set<String>?
        /// Decides which mutes have run out.
        let now: UnixTime

        func write(to writer: inout JSONWriter) {
            writer.objects("TopicAndSelfInfo", of: items) { writer, item in
                writer.field("ErrorCode", item.view == nil ? ErrorCode.topicDestroyed.rawValue : 0)
                writer.field("ErrorInfo", item.view == nil ? "this topic does not exist" : "ok")
                if let selfInfo = item.view?.selfInfo {
                    write(selfInfo, to: &writer)
                }
                writer.key("TopicInfo")
                writer.beginObject()
                writer.field("GroupID", group.text)
                writer.field("TopicId", item.text)
                if let topic = item.view?.topic {
                    write(topic, to: &writer)
                }
                writer.endObject()
            }
        }

        private func write(_ selfInfo: Topic.SelfInfo, to writer: inout JSONWriter) {
            writer.key("SelfInfo")
            writer.beginObject()
            writer.field("ShutUpTime", selfInfo.muteUntil > now ? selfInfo.muteUntil.seconds : 0)
            writer.field("MsgSeq", selfInfo.msgSeq)
            writer.field("MsgFlag", selfInfo.msgFlag.rawValue)
            writer.endObject()
        }

        private func write(_ topic: Topic, to writer: inout JSONWriter) {
            if wants("TopicName") { writer.field("TopicName", topic.name) }
            if wants("FaceUrl") { writer.field("FaceUrl", topic.faceURL) }
            if wants("Notification") { writer.field("Notification", topic.notification) }
            if wants("Introduction") { writer.field("Introduction", topic.introduction) }
            if wants("CustomString") { writer.field("CustomString", topic.customString) }
            if wants("NextMsgSeq") { writer.field("NextMsgSeq", topic.nextMsgSeq) }
            if wants("CreateTime") { writer.field("CreateTime", topic.createTime.seconds) }
            if wants("LastMsgTime") { writer.field("LastMsgTime", topic.lastMsgTime.seconds) }
            if wants("MuteAllMember") { writer.field("MuteAllMember", OnOff(topic.isMuted).rawValue) }
            if wants("ShutUpAllFlag") { writer.field("ShutUpAllFlag", topic.isMuted ? 1 : 0) }
        }

        private func wants(_ name: String) -> Bool {
            filter?.contains(name) ?? true
        }
    }

    func handle(_ request: Request, in context: CommandContext) async throws(APIError) -> EncodedResponse {
        let wanted = request.topicTexts?.map { (text: $0, id: TopicID($0)) }
        let views = try await storing { () throws(StoreError) in
            try await context.store.topics(
                wanted?.compactMap(\.id), of: request.group, for: request.fromAccount, in: context.scope)
        }
        var found = views.makeIterator()
        let items =
            wanted?.map { ($0.text, $0.id == nil ? nil : found.next() ?? nil) }
            ?? views.compactMap(\.self).map { ($0.topic.id.text, $0) }
        return try EncodedResponse(
            Content(group: request.group, items: items, filter: request.filter, now: context.now),
            atMost: context.app.maximumAnswerBytes, advice: "ask for fewer topics or fields")
    }
}
