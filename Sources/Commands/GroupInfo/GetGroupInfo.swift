import Apps
import Groups
import NIOCore
import Storage
import Wire

/// Returns the profiles, custom fields and members of the listed groups.
///
/// - Limits: 1 to 50 groups in a request, 1,048,576 bytes in an answer.
/// - Group types: all; AVChatRoom without members and their number.
/// - Errors: ``ErrorCode/answerTooLarge`` for the whole call. A group that is missing or whose identifier is malformed
///   does not fail the call; its entry carries ``ErrorCode/groupNotFound`` or ``ErrorCode/invalidGroupID``.
/// - Order: entries in request order, a group that is asked for twice stands twice.
/// - Source: seed page; protocol reference file 20, section 2.
struct GetGroupInfo: ImmediateCommand {
    static let name = CommandName(service: .groupOpen, command: "get_group_info")

    /// Takes in the groups that are read for answers; `nil` where none are kept.
    var cache: GroupInfoCache?
    /// What the store has said of the groups of the request that is carried out; `nil` where it was not asked.
    private var compared: GroupInfoCache.ComparedGroups?

    init() {}

    init(cache: GroupInfoCache?) {
        self.cache = cache
    }

    static let reference = CommandReference(
        Wording(
            "Returns the profiles, custom fields and members of the listed groups, each with a code of its own.",
            "批量获取群组的详细资料、自定义字段和群成员，每个群组有各自的错误码。"),
        notes: [
            Wording(
                "All types; AVChatRoom without members and their number. An answer holds at most 1,048,576 bytes.",
                "支持所有群组类型；直播群（AVChatRoom）不返回群成员及人数。应答包不超过 1,048,576 字节。")
        ],
        codes: [.answerTooLarge, .groupNotFound, .invalidGroupID],
        example: #"{"GroupIdList":["readers"],"ResponseFilter":{"GroupBaseInfoFilter":["Type","Name","MemberNum"],"#
            + #""MemberInfoFilter":["Role"]}}"#)

    struct Request: CommandRequest {
        static let groupIDList = Field.texts(
            "GroupIdList", atMost: .fixed(GroupInfoAnswer.maximumGroups), "The groups, in the order of the answer.",
            "群组 ID 列表，应答按相同顺序返回。"
        ).requiredNonEmpty()
        static let responseFilter = Field.object(
            "ResponseFilter", of: GroupInfoSelection.fields,
            "What to answer; what no filter names is left out. Without filters everything is answered.",
            "应答过滤器；未指定的内容不返回。不填则返回全部内容。")

        static let fields = FieldList(groupIDList, responseFilter)

        /// As sent, well-formed or not.
        let groupTexts: [String]
        let selection: GroupInfoSelection

        init(_ fields: RequestFields, settings: AppSettings) throws(APIError) {
            groupTexts = try fields.read(Self.groupIDList)
            let filter = try fields.read(Self.responseFilter)
            let selected = try filter.flatMap { (filter) throws(APIError) in try GroupInfoSelection(filter) }
            selection = selected ?? UnfilteredVariant(settings).selection
            let maximum = GroupInfoAnswer.maximumGroups
            guard groupTexts.count <= maximum else {
                throw fields.refusal("GroupIdList", "holds \(groupTexts.count) groups, more than \(maximum)")
            }
        }
    }

    struct Response: CommandResponse {
        let bytes: [UInt8]

        func write(to writer: inout JSONWriter) {}

        func answer(of service: Service) -> [UInt8] { bytes }
    }

    func handle(_ request: Request, in context: CommandContext) async throws(APIError) -> Response {
        let entries = try await entries(of: request, in: context)
        let countsOnline = request.selection.countsOnline
        let onlineMemberNums = try await onlineMemberNums(
            of: countsOnline ? entries.compactMap(\.unread) : [], in: context)
        let writer = GroupInfoWriter(
            entries: entries, selection: request.selection, app: context.app.sdkAppID, now: context.now,
            onlineMemberNums: onlineMemberNums, isOnline: context.isOnline, maximumBytes: context.app.maximumAnswerBytes
        )
        let (fits, bytes) = try await read(request, entries, with: writer, in: context)
        guard fits else {
            throw GroupInfoAnswer.tooLarge(context.app.maximumAnswerBytes)
        }
        return Response(bytes: bytes)
    }

    func immediateAnswer(to body: ByteBuffer, for app: AppSettings, at now: UnixTime) -> ImmediateAnswer? {
        cache?.answer(to: body, for: app, at: now)
    }

    func checkedAnswer(to body: ByteBuffer, for app: AppSettings, at now: UnixTime) -> CheckedAnswer.Check? {
        guard let cache, let kept = cache.keptAnswer(to: body, for: app, at: now) else {
            return nil
        }
        return { (body, context) throws(APIError) in
            let compared = try await cache.compare(kept.groups, in: context.scope)
            if compared.areSame {
                cache.metrics.recordHits(kept.groups.count)
                return .kept(kept.answer)
            }
            var command = self
            command.compared = compared
            return .carriedOut(try await command.answer(to: body, in: context))
        }
    }

    /// What is known of the groups before they are read.
    private func entries(
        of request: Request, in context: CommandContext
    ) async throws(APIError) -> [GroupInfoEntry] {
        let entries = request.groupTexts.map(GroupInfoEntry.init)
        guard let cache, cache.comparesStamps, !request.selection.asksPresence else {
            return entries
        }
        let isUnfiltered = request.selection == UnfilteredVariant(context.app).selection
        let assembler = GroupInfoAssembler(
            filter: isUnfiltered ? nil : request.selection, app: context.app, now: context.now)
        return try await cache.known(
            of: entries, compared: compared, with: assembler, for: context.app, in: context.scope)
    }

    /// Reads the groups that are unread from the store, for the answer and for the cache.
    ///
    /// - Returns: whether the answer is small enough to be delivered, and its bytes.
    private func read(
        _ request: Request, _ entries: [GroupInfoEntry], with writer: GroupInfoWriter, in context: CommandContext
    ) async throws(APIError) -> (fits: Bool, bytes: [UInt8]) {
        let groups = entries.compactMap(\.unread)
        guard !groups.isEmpty else {
            var writer = writer
            return (writer.finish(), writer.bytes)
        }
        let readsMembers = request.selection.members != nil
        guard let cache, !request.selection.asksPresence else {
            var written = try await storing { () throws(StoreError) in
                try await context.store.readGroups(groups, members: readsMembers, in: context.scope, visitor: writer)
            }
            return (written.finish(), written.bytes)
        }
        let filling = cache.beginFilling()
        var read: [CachedGroup] = []
        defer { cache.endFilling(filling, read) }
        let filler = GroupInfoFiller(
            writer, selection: request.selection, groupCount: request.groupTexts.count, app: context.app,
            now: context.now, cache: cache)
        var filled = try await storing { () throws(StoreError) in
            try await context.store.readGroups(groups, members: readsMembers, in: context.scope, visitor: filler)
        }
        let (fits, states) = filled.finish()
        read = states
        return (fits, filled.writer.bytes)
    }
}

extension CommandEntry {
    /// ``GetGroupInfo`` that keeps the groups it reads, and answers from them.
    package static func getGroupInfo(keepingGroupsIn cache: GroupInfoCache) -> CommandEntry {
        CommandEntry(GetGroupInfo(cache: cache))
    }
}
