import Groups
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
struct GetGroupInfo: Command {
    static let name = CommandName(service: .groupOpen, command: "get_group_info")

    /// Most groups in a request.
    static let maximumGroups = 50

    struct Request: CommandRequest {
        /// As sent, well-formed or not.
        let groupTexts: [String]
        let selection: GroupInfoSelection

        init(_ fields: RequestFields, settings: AppSettings) throws(APIError) {
            groupTexts = try fields.requiredStrings("GroupIdList")
            let filter = try fields.object("ResponseFilter")
            let selected = try filter.flatMap { (filter) throws(APIError) in try GroupInfoSelection(filter) }
            selection = selected ?? .unfiltered(settings.fieldProfile, withLegacyNames: settings.answersLegacyNames)
            guard groupTexts.count <= GetGroupInfo.maximumGroups else {
                throw fields.refusal(
                    "GroupIdList", "holds \(groupTexts.count) groups, more than \(GetGroupInfo.maximumGroups)")
            }
        }
    }

    struct Response: CommandResponse {
        let writer: GroupInfoWriter

        func write(to writer: inout JSONWriter) {}

        func answer(of service: Service) -> [UInt8] { writer.bytes }
    }

    func handle(_ request: Request, in context: CommandContext) async throws(APIError) -> Response {
        let entries = request.groupTexts.map { ($0, GroupID($0)) }
        let countsOnline = request.selection.base.contains(.onlineMemberNum)
        let onlineMemberNums = try await onlineMemberNums(
            of: countsOnline ? entries.compactMap(\.1) : [], in: context)
        let writer = GroupInfoWriter(
            entries: entries, selection: request.selection, app: context.app.sdkAppID, now: context.now,
            onlineMemberNums: onlineMemberNums, isOnline: context.isOnline, maximumBytes: context.app.maximumAnswerBytes
        )
        var finished = try await storing { () throws(StoreError) in
            try await context.store.readGroups(
                entries.compactMap(\.1), members: request.selection.members != nil, in: context.app.sdkAppID,
                visitor: writer)
        }
        guard finished.finish() else {
            throw APIError(
                .answerTooLarge,
                "the answer would exceed \(context.app.maximumAnswerBytes) bytes; ask for fewer groups or fields")
        }
        return Response(writer: finished)
    }
}
