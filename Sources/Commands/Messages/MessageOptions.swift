import Apps
import Groups
import Wire

/// What a request of `send_group_msg` says besides where the message goes and whom it is from.
struct MessageOptions: Sendable {
    private let random: UInt32?
    private let priority: MsgPriority
    private let content: MessageContent
    private let receivers: [Account]?
    private let mentions: [MessageDraft.Mention]
    private let isOnlineOnly: Bool
    private let control: Set<SendMsgControl>
    private let forbiddenCallbacks: Set<ForbiddenCallback>
    private let supportsExtensions: Bool
    private let needsReadReceipt: Bool

    /// What a message leaves alone; a raw value is the name in requests.
    private enum SendMsgControl: String, CaseIterable {
        case noUnread = "NoUnread"
        case noLastMsg = "NoLastMsg"
        /// Concerns what clients show, and nothing here.
        case noRefresh = "NoRefresh"
    }

    /// The webhooks that a message can suppress; a raw value is the name in requests.
    private enum ForbiddenCallback: String, CaseIterable {
        case before = "ForbidBeforeSendMsgCallback"
        case after = "ForbidAfterSendMsgCallback"
    }

    init(_ fields: RequestFields, settings: AppSettings) throws(APIError) {
        random = try fields.read(MessageFields.randomOfSend)
        content = try MessageContent(fields)
        priority = try fields.read(MessageFields.priority) ?? .normal
        _ = try fields.read(MessageFields.offlinePushInfo)
        forbiddenCallbacks = try fields.read(Self.forbidCallbackControl)
        isOnlineOnly = try fields.read(MessageFields.onlineOnlyFlag) ?? 0 > 0
        control = try fields.read(Self.sendMsgControl)
        supportsExtensions = try fields.read(Self.supportMessageExtension) ?? false
        needsReadReceipt = try fields.read(Self.needReadReceipt) ?? false
        receivers = try fields.read(Self.toAccount).map { (names) throws(APIError) in
            try fields.checkCount(names.count, of: Self.toAccount)
            return settings.accounts(named: names)
        }
        mentions = try Self.mentions(try fields.read(Self.groupAtInfo) ?? [], settings: settings)
    }

    /// The message, once it is known who sends it.
    ///
    /// - Parameters:
    ///   - isExemptFromMutes: as in ``MessageDraft/isExemptFromMutes``.
    ///   - newRandom: makes a `Random` where the request has none.
    func draft(from sender: Account, isExemptFromMutes: Bool, newRandom: () -> UInt32) -> MessageDraft {
        var draft = MessageDraft(
            sender: sender, random: random ?? newRandom(), content: content,
            digest: content.digest(from: sender, isOnlineOnly: isOnlineOnly))
        draft.isRandomMade = random == nil
        draft.isExemptFromMutes = isExemptFromMutes
        draft.priority = priority
        draft.receivers = receivers
        draft.mentions = mentions
        draft.isOnlineOnly = isOnlineOnly
        draft.skipsUnread = control.contains(.noUnread)
        draft.skipsLastMsg = control.contains(.noLastMsg)
        draft.supportsExtensions = supportsExtensions
        draft.needsReadReceipt = needsReadReceipt
        draft.suppressesBeforeSendWebhook = forbiddenCallbacks.contains(.before)
        draft.suppressesAfterSendWebhook = forbiddenCallbacks.contains(.after)
        return draft
    }
}

extension MessageOptions {
    private static let forbidCallbackControl = Field.choices(
        "ForbidCallbackControl", of: ForbiddenCallback.self, "Webhooks that the message does without.", "本条消息不触发的回调。")
    private static let sendMsgControl = Field.choices(
        "SendMsgControl", of: SendMsgControl.self,
        "What the message leaves alone: unread counters, the last message, what clients show.",
        "消息发送权限：不计未读数、不更新会话最近消息等。")
    private static let supportMessageExtension = Field.flag(
        "SupportMessageExtension", "Whether the message may get extensions.", "该条消息是否支持消息扩展。")
    private static let needReadReceipt = Field.flag(
        "NeedReadReceipt", "Whether its readers are counted.", "该条消息是否需要已读回执。"
    ).or("IsNeedReadReceipt", .exclusiveUnlessZero)
    private static let toAccount = Field.accounts(
        "To_Account", atMost: .messages(\.receivers), "The members that it is for; without, all of them.",
        "接收消息的群成员；不填则为全体成员。"
    ).map { (_, _, names) throws(APIError) in names?.isEmpty == true ? nil : names }
    private static let groupAtAllFlag = Field.integer(
        "GroupAtAllFlag", in: 0...1, "1 mentions everybody.", "1 表示 @ 所有人，0 表示 @ 某个群成员。"
    ).required()
    private static let groupAtAccount = Field.account(
        "GroupAt_Account", "Whom else; must be there where the flag is 0.", "被 @ 的群成员，`GroupAtAllFlag` 为 0 时必填。")
    /// ``groupAtAccount`` where the flag is 0.
    private static let requiredGroupAtAccount = groupAtAccount.required()
    private static let groupAtInfo = Field.objects(
        "GroupAtInfo", of: FieldList(groupAtAllFlag, groupAtAccount), "Whom the message mentions.", "@ 信息。")

    /// The fields that these options are read from.
    static let fields =
        FieldList(MessageFields.randomOfSend) + MessageContent.fields
        + FieldList(
            MessageFields.priority, MessageFields.offlinePushInfo, forbidCallbackControl, MessageFields.onlineOnlyFlag,
            sendMsgControl, supportMessageExtension, needReadReceipt, toAccount, groupAtInfo)

    /// The entries of `GroupAtInfo`, in order; how many there may be is asked later.
    private static func mentions(
        _ items: [RequestFields], settings: AppSettings
    ) throws(APIError) -> [MessageDraft.Mention] {
        var mentions: [MessageDraft.Mention] = []
        for item in items {
            if try item.read(groupAtAllFlag) == 1 {
                mentions.append(.everybody)
                continue
            }
            guard let account = settings.account(named: try item.read(requiredGroupAtAccount)) else {
                throw item.refusal(groupAtAccount, "must be \(settings.accountNaming.rule)")
            }
            mentions.append(.account(account))
        }
        return mentions
    }
}
