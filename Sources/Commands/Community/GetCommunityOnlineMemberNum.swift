import Groups
import Wire

/// Counts the members of a Community who are online: ``GetOnlineMemberNum`` at its other address.
///
/// - Group types: Community.
/// - Errors: ``ErrorCode/groupNotFound``, ``ErrorCode/notPermitted``.
/// - Source: protocol reference file 20, section 10.
struct GetCommunityOnlineMemberNum: Command {
    static let name = CommandName(service: .community, command: "get_online_member_num")

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
