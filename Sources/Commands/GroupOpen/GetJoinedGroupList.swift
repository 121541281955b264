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

    struct Request: CommandRequest {
        /// `nil` for a name that no account can have.
        let account: Account?
        let filter: JoinedGroupFilter
        let limit: Int64?
        let offset: Int64
        let selection: JoinedGroupSelection

        init(_ fields: RequestFields, settings: AppSettings) throws(APIError) {
            account = settings.account(named: try fields.requiredAccountName("Member_Account"))
            var filter = JoinedGroupFilter()
            // an AVChatRoom has no stored members, so the value makes no difference
            _ = try fields.flag("WithHugeGroups")
            filter.includesInactive = try fields.flag("WithNoActiveGroups") ?? false
            limit = try fields.size("Limit", atMost: GetJoinedGroupList.maximumGroups)
            offset = try fields.integer("Offset", in: 0...Int64.max) ?? 0
            filter.type = try fields.groupType("GroupType")
            let canHaveTopics = filter.type ?? .community == .community
            filter.supportsTopics =
                canHaveTopics ? try fields.flag("SupportTopic") : try fields.optionalFlag("SupportTopic")
            selection = try JoinedGroupSelection(
                try fields.object("ResponseFilter"), showsTopics: filter.supportsTopics == true)
            if filter.supportsTopics != nil {
                guard canHaveTopics else {
                    throw fields.refusal("SupportTopic", "is a field only with the GroupType Community")
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
