import Groups
import Storage
import Wire

extension Command {
    /// Sees to it that a group exists and is an AVChatRoom.
    ///
    /// - Throws: ``ErrorCode/groupNotFound``, then ``ErrorCode/notPermitted``.
    func requireRoom(_ group: GroupID, in context: CommandContext) async throws(APIError) {
        let profile = try await profile(of: group, in: context)
        guard profile.type == .avChatRoom else {
            throw .notARoom(profile.type)
        }
    }
}
