import Apps
import Groups
import Storage
import Wire

/// Returns topics of a Community, with what one account has of its own in them.
///
/// - Order: items in request order; without `TopicIdList` all topics by `CreateTime`, then by `TopicId`.
/// - Source: protocol reference file 32, 2.3. `SelfInfo` is left out where `From_Account` is absent or no member;
///   `ShutUpTime` is a moment: both assumed.
struct GetTopic: Command {
    static let name = CommandName(service: .community, command: "get_topic")

    /// Most topics in a request.
    static let maximumTopics = 200

    static let reference = CommandReference(
        Wording(
            "Returns topics of a Community, with what one account has of its own in them.",
            "获取社群中话题的资料，以及指定用户在话题中的信息。"),
        notes: [
            Wording(
                "Community with `SupportTopic` 1; an answer holds at most 1,048,576 bytes. A topic that does not exist does "
                    + "not fail the call; its item carries a code.",
                "仅支持 `SupportTopic` 为 1 的社群；应答包不超过 1,048,576 字节。不存在的话题不影响其他话题，其结果带有错误码。")
        ],
        codes: [.groupNotFound, .topicsUnavailable, .answerTooLarge, .topicDestroyed],
        example: #"{"GroupId":"@TGS#_town","From_Account":"bob","TopicIdList":["@TGS#_town@TOPIC#_news"],"#
            + #""ResponseFilter":["TopicName","NextMsgSeq","CreateTime"]}"#)

    struct Request: CommandRequest {
        static let fromAccount = Field.account(
            "From_Account", "Whose `SelfInfo` to answer; without, or where it is no member, there is none.",
            "返回该用户的 `SelfInfo`；不填或不是群成员则不返回。"
        ).emptyIsAbsent()
        static let topicIDList = Field.texts(
            "TopicIdList", atMost: .fixed(GetTopic.maximumTopics),
            "The topics, in the order of the answer; without, all by their creation.",
            "话题 ID 列表，应答按相同顺序返回；不填则按创建时间返回全部话题。")
        static let responseFilter = Field.filter(
            "ResponseFilter",
            of: [
                "TopicName", "FaceUrl", "Notification", "Introduction", "CustomString", "NextMsgSeq", "CreateTime",
                "LastMsgTime", "MuteAllMember", "ShutUpAllFlag",
            ], "What to answer of each topic beside its identifier; without, everything.",
            "除话题 ID 外要返回的话题资料字段；不填则返回全部字段。")

        static let fields = FieldList(GroupFields.groupID, fromAccount, topicIDList, responseFilter)

        let group: GroupID
        /// As sent, well-formed or not; `nil` means all.
        let topicTexts: [String]?
        /// `nil` also for a name that no account can have.
        let fromAccount: Account?
        /// The names of the wanted fields; `nil` means all.
        let filter: Set<String>?

        init(_ fields: RequestFields, settings: AppSettings) throws(APIError) {
            let groupText = try fields.read(GroupFields.groupID)
            fromAccount = try fields.read(Self.fromAccount).flatMap(settings.account)
            let texts = try fields.read(Self.topicIDList) ?? []
            filter = try fields.read(Self.responseFilter).map { Set($0) }
            group = try GroupID(addressing: groupText)
            try fields.checkCount(texts.count, of: Self.topicIDList)
            topicTexts = texts.isEmpty ? nil : texts
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
