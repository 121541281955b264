import Groups
import Wire

/// Counts the members of a Community who are online: ``GetOnlineMemberNum`` at its other address.
///
/// - Source: protocol reference file 20, section 10.
struct GetCommunityOnlineMemberNum: Command {
    static let name = CommandName(service: .community, command: "get_online_member_num")

    static let reference = CommandReference(
        Wording("Counts the members of a Community who are online.", "获取社群（Community）的在线人数。"),
        notes: [Wording("Community only.", "仅支持社群（Community）。")],
        codes: [.groupNotFound, .notPermitted],
        example: #"{"GroupId":"@TGS#_town"}"#)

    typealias Request = GroupRequest
    typealias Response = GetOnlineMemberNum.Response

    func handle(_ request: Request, in context: CommandContext) async throws(APIError) -> Response {
        let profile = try await profile(of: request.group, in: context)
        guard profile.type == .community else {
            throw profile.type.unsupported("The number of online members of a Community")
        }
        let counts = try await onlineMemberNums(of: [request.group], in: context)
        return Response(onlineMemberNum: counts[request.group] ?? 0)
    }
}
