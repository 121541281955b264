import Apps
import Groups
import Storage
import Wire

/// Mutes or unmutes accounts in a group, or in one topic of a Community.
///
/// A mute outlives leaving the group, and may precede joining it.
///
/// - Limits: 500 entries in `Members_Account`. Names that no account can have are passed over.
/// - Group types: all but Work.
/// - Errors: ``ErrorCode/tooManyAccounts``, ``ErrorCode/groupNotFound`` (group or topic), ``ErrorCode/notPermitted``
///   (Work), ``ErrorCode/invalidParameter`` for `TopicId` in a group without topics.
/// - Source: protocol reference file 30, section 9. `ShutUpTime` is an older name of `MuteTime`, which wins.
struct ForbidSendMsg: Command {
    static let name = CommandName(service: .groupOpen, command: "forbid_send_msg")
    static let isBrief = true

    struct Request: CommandRequest {
        let group: GroupID
        let accounts: [Account]
        let muteTime: UInt32
        /// `nil` mutes in the whole group.
        let topic: TopicID?

        init(_ fields: RequestFields, settings: AppSettings) throws(APIError) {
            let groupText = try fields.requiredString("GroupId")
            let names = try fields.requiredAccountNames("Members_Account")
            guard let muteTime = try fields.muteTime() else {
                throw fields.refusal("MuteTime", "is missing")
            }
            self.muteTime = muteTime
            let topicText = fields.isAbsent("TopicId") ? nil : try fields.string("TopicId")
            group = try GroupID(addressing: groupText)
            topic = try topicText.map { (text) throws(APIError) in try TopicID(addressing: text) }
            try RequestFields.checkAccountCount(
                names.count, of: "Members_Account", atMost: settings.limits.mutedAccounts)
            accounts = settings.accounts(named: names)
        }
    }

    func handle(_ request: Request, in context: CommandContext) async throws(APIError) -> EmptyResponse {
        try await storing { () throws(StoreError) in
            try await context.store.muteMembers(
                request.accounts, of: request.group, topic: request.topic, in: context.scope,
                until: muteEnd(after: request.muteTime, from: context.now))
        }
        return EmptyResponse()
    }
}
