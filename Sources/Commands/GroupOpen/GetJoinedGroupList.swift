import Apps
import Groups
import Storage
import Wire

/// Returns the groups that an account is a member of.
///
/// - Limits: 5,000 groups a page; 1,048,576 bytes in an answer.
/// - Group types: all but AVChatRoom, whose audience is not stored. Work groups that wait for their first message are
///   answered to their owner, to others with `WithNoActiveGroups` 1.
/// - Errors: ``ErrorCode/invalidParameter``, ``ErrorCode/answerTooLarge``. An account that does not exist is in no
///   group.
/// - Order: by `JoinTime`, then by `GroupId`. `TotalCount` counts what the request matches, whatever its page.
/// - Source: protocol reference file 20, section 6.
struct GetJoinedGroupList: Command {
    static let name = CommandName(service: .groupOpen, command: "get_joined_group_list")

    /// Most groups of a page.
    static let maximumGroups: Int64 = 5_000

    static let reference = CommandReference(
        Wording("Returns the groups that an account is a member of.", "获取用户所加入的群组。"),
        notes: [
            Wording(
                "All types but AVChatRoom. Work groups that wait for their first message are answered to their owner, to others with `WithNoActiveGroups` 1.",
                "不返回直播群（AVChatRoom）。未激活的好友工作群（Work）只返回给群主，其他成员需设置 `WithNoActiveGroups` 为 1。")
        ],
        codes: [.answerTooLarge],
        example: #"{"Member_Account":"bob","Limit":10,"Offset":0,"#
            + #""ResponseFilter":{"GroupBaseInfoFilter":["Type","Name"],"SelfInfoFilter":["Role"]}}"#)

    struct Request: CommandRequest {
        static let withHugeGroups = Field.flag(
            "WithHugeGroups", "Whether AVChatRooms count; their audience is not kept, so it makes no difference.",
            "是否包含直播群；直播群不保存成员，因此没有影响。")
        static let withNoActiveGroups = Field.flag(
            "WithNoActiveGroups", "Whether Work groups without a message count.", "是否包含未激活的好友工作群。")
        static let limit = Field.size(
            "Limit", atMost: GetJoinedGroupList.maximumGroups, "Most groups of a page; 0 for all.", "单次返回的群组数量；0 表示全部。")
        static let offset = Field.integer(
            "Offset", in: 0...Int64.max, "Groups to pass over; without, 0.", "偏移量；不填则为 0。")
        static let groupType = Field.groupType("GroupType", "The only type to answer.", "只返回该类型的群组。")
        static let supportTopic = Field.flag(
            "SupportTopic", "Whether to answer Communities with topics (1) or without (0) only.",
            "只返回支持话题（1）或不支持话题（0）的社群。")
        /// ``supportTopic`` where groups of another type are listed, and 0 means nothing.
        static let idleSupportTopic = Field.optionalFlag(
            "SupportTopic", supportTopic.facts.meaning.english, supportTopic.facts.meaning.chinese)
        static let responseFilter = Field.object(
            "ResponseFilter", of: JoinedGroupSelection.fields, "What to answer of each group beside its identifier.",
            "应答过滤器；不填则只返回群组 ID。")

        static let fields = FieldList(
            GroupMemberFields.memberAccount, withHugeGroups, withNoActiveGroups, limit, offset, groupType, supportTopic,
            responseFilter)

        /// `nil` for a name that no account can have.
        let account: Account?
        let filter: JoinedGroupFilter
        let limit: Int64?
        let offset: Int64
        let selection: JoinedGroupSelection

        init(_ fields: RequestFields, settings: AppSettings) throws(APIError) {
            account = settings.account(named: try fields.read(GroupMemberFields.memberAccount))
            var filter = JoinedGroupFilter()
            // an AVChatRoom has no stored members, so the value makes no difference
            _ = try fields.read(Self.withHugeGroups)
            filter.includesInactive = try fields.read(Self.withNoActiveGroups) ?? false
            limit = try fields.read(Self.limit)
            offset = try fields.read(Self.offset) ?? 0
            filter.type = try fields.read(Self.groupType)
            let canHaveTopics = filter.type ?? .community == .community
            filter.supportsTopics = try fields.read(canHaveTopics ? Self.supportTopic : Self.idleSupportTopic)
            selection = try JoinedGroupSelection(
                try fields.read(Self.responseFilter), showsTopics: filter.supportsTopics == true)
            if filter.supportsTopics != nil {
                guard canHaveTopics else {
                    throw fields.refusal(Self.supportTopic, "is a field only with the GroupType Community")
                }
                filter.type = .community
            }
            self.filter = filter
        }
    }

    func handle(_ request: Request, in context: CommandContext) async throws(APIError) -> EncodedResponse {
        let writer = JoinedGroupWriter(
            selection: request.selection, app: context.app.sdkAppID, now: context.now,
            maximumBytes: context.app.maximumAnswerBytes)
        let groups = try await groups(request, writer: writer, in: context)
        return try EncodedResponse(
            groups, atMost: context.app.maximumAnswerBytes, advice: "ask for fewer groups or fields")
    }

    private func groups(
        _ request: Request, writer: JoinedGroupWriter, in context: CommandContext
    ) async throws(APIError) -> JoinedGroupWriter {
        guard let account = request.account else {
            return writer
        }
        return try await storing { () throws(StoreError) in
            try await context.store.readJoinedGroups(
                of: account, filter: request.filter, offset: request.offset, limit: request.limit,
                details: request.selection.details, in: context.scope, visitor: writer)
        }
    }
}
