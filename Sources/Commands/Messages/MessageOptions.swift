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
        random = try fields.randomOfSend()
        content = try fields.messageContent()
        priority = try fields.choice("MsgPriority", of: MsgPriority.self) ?? .normal
        _ = try fields.object("OfflinePushInfo")?.checked(OfflinePushInfo.fields)
        forbiddenCallbacks = try fields.choices("ForbidCallbackControl", of: ForbiddenCallback.self)
        // some clients send the second name
        let onlineOnlyFlag = try fields.spelling("OnlineOnlyFlag", "MsgOnlineOnlyFlag", zeroIsAbsent: true)
        isOnlineOnly = try fields.integer(onlineOnlyFlag, in: 0...Int64.max) ?? 0 > 0
        control = try fields.choices("SendMsgControl", of: SendMsgControl.self)
        supportsExtensions = try fields.flag("SupportMessageExtension") ?? false
        let receiptFlag = try fields.spelling("NeedReadReceipt", "IsNeedReadReceipt", zeroIsAbsent: true)
        needsReadReceipt = try fields.flag(receiptFlag) ?? false
        receivers = try fields.receivers(settings: settings)
        mentions = try fields.mentions(settings: settings)
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

extension RequestFields {
    /// The accounts of `To_Account` that can exist; `nil` when it is absent or empty, which means everybody.
    fileprivate func receivers(settings: AppSettings) throws(APIError) -> [Account]? {
        guard let names = try accountNames("To_Account"), !names.isEmpty else {
            return nil
        }
        try checkListLength(names.count, of: "To_Account", atMost: settings.messages.receivers)
        return settings.accounts(named: names)
    }

    /// The entries of `GroupAtInfo`, in order; how many there may be is asked later.
    fileprivate func mentions(settings: AppSettings) throws(APIError) -> [MessageDraft.Mention] {
        var mentions: [MessageDraft.Mention] = []
        for item in try objects("GroupAtInfo") ?? [] {
            if try item.requiredInteger("GroupAtAllFlag", in: 0...1) == 1 {
                mentions.append(.everybody)
                continue
            }
            guard let account = settings.account(named: try item.requiredAccountName("GroupAt_Account")) else {
                throw item.refusal("GroupAt_Account", "must be \(settings.accountNaming.rule)")
            }
            mentions.append(.account(account))
        }
        return mentions
    }

    /// Names of an enumeration; none when the list is absent.
    fileprivate func choices<Choice: RawRepresentable & CaseIterable & Hashable>(
        _ name: StaticString, of type: Choice.Type
    ) throws(APIError) -> Set<Choice> where Choice.RawValue == String {
        var choices: Set<Choice> = []
        for (index, text) in (try strings(name) ?? []).enumerated() {
            guard let choice = Choice(rawValue: text) else {
                let names = Choice.allCases.map(\.rawValue).joined(separator: ", ")
                throw refusal(name, "[\(index)] must be one of \(names)")
            }
            choices.insert(choice)
        }
        return choices
    }
}
