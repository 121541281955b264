import Groups
import Storage
import Wire

/// Mutes or unmutes accounts in a group.
///
/// A mute outlives leaving the group, and may precede joining it.
///
/// - Limits: 500 entries in `Members_Account`. Names that no account can have are passed over.
/// - Group types: all but Work.
/// - Errors: ``ErrorCode/tooManyAccounts``, ``ErrorCode/groupNotFound``, ``ErrorCode/notPermitted`` (Work).
/// - Source: protocol reference file 30, section 9. `ShutUpTime` is the name of `MuteTime` until 2022.
struct ForbidSendMsg: Command {
    static let name = CommandName(service: .groupOpen, command: "forbid_send_msg")

    struct Request: CommandRequest {
        let group: GroupID
        let accounts: [Account]
        let muteTime: UInt32
        let topic: String?

        init(_ fields: RequestFields, settings: AppSettings) throws(APIError) {
            let groupText = try fields.requiredString("GroupId")
            let names = try fields.requiredAccountNames("Members_Account")
            guard let muteTime = try fields.muteTime() else {
                throw fields.refusal("MuteTime", "is missing")
            }
            self.muteTime = muteTime
            topic = fields.isAbsent("TopicId") ? nil : try fields.string("TopicId")
            group = try GroupID(addressing: groupText)
            try RequestFields.checkAccountCount(
                names.count, of: "Members_Account", atMost: settings.limits.mutedAccounts)
            accounts = names.compactMap(Account.init)
        }
    }

    func handle(_ request: Request, in context: CommandContext) async throws(APIError) -> EmptyResponse {
        try await storing { () throws(StoreError) in
            try await context.store.muteMembers(
                request.accounts, of: request.group, topic: request.topic, in: context.app.sdkAppID,
                until: muteEnd(after: request.muteTime, from: context.now))
        }
        return EmptyResponse()
    }
}
