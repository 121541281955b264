import Apps
import Groups
import Wire

/// Counts the members of a group who are online; of an AVChatRoom, those who are inside.
///
/// - Source: protocol reference file 20, section 10. The number is exact at the time of the call.
struct GetOnlineMemberNum: Command {
    static let name = CommandName(service: .groupOpen, command: "get_online_member_num")

    static let reference = CommandReference(
        Wording(
            "Counts the members of a group who are online; of an AVChatRoom, those who are inside.",
            "获取群组的在线人数；直播群（AVChatRoom）为在群内的人数。"),
        notes: [
            Wording(
                "All types; in a strict app AVChatRoom only. The number is exact at the time of the call.",
                "支持所有群组类型；严格模式下仅支持直播群（AVChatRoom）。返回调用时的准确人数。")
        ],
        codes: [.groupNotFound, .notPermitted],
        example: #"{"GroupId":"live"}"#)

    typealias Request = GroupRequest

    struct Response: CommandResponse {
        let onlineMemberNum: Int

        func write(to writer: inout JSONWriter) {
            writer.field("OnlineMemberNum", onlineMemberNum)
        }
    }

    func handle(_ request: Request, in context: CommandContext) async throws(APIError) -> Response {
        let profile = try await profile(of: request.group, in: context)
        guard profile.type == .avChatRoom || !context.app.isStrict else {
            throw profile.type.unsupported("The number of online members")
        }
        let counts = try await onlineMemberNums(of: [request.group], in: context)
        return Response(onlineMemberNum: counts[request.group] ?? 0)
    }
}
