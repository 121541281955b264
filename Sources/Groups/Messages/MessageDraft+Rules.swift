package import Wire

extension MessageDraft {
    /// Checks the message against the group that it is for.
    ///
    /// - Throws: ``ErrorCode/messageTooLong``, ``ErrorCode/tooManyMentions``, ``ErrorCode/invalidParameter``,
    ///   ``ErrorCode/noReceiptsForOnlineOnly``, ``ErrorCode/groupTooLargeForReceipts``, asked in this order.
    /// - Source: protocol reference file 40, 3.4.
    package func check(in profile: GroupProfile, limits: MessageLimits) throws(APIError) {
        try content.check(limits: limits)
        guard mentions.count <= limits.mentions else {
            throw APIError(
                .tooManyMentions, "GroupAtInfo holds \(mentions.count) mentions, more than \(limits.mentions)")
        }
        let type = profile.type
        guard type != .avChatRoom || !mentions.contains(.everybody) else {
            throw refusal("GroupAtInfo", "cannot mention everybody in an AVChatRoom")
        }
        try checkReceivers(in: type, limits: limits)
        if skipsUnread || skipsLastMsg {
            guard !isOnlineOnly else {
                throw refusal("SendMsgControl", "cannot go with OnlineOnlyFlag")
            }
            guard type != .avChatRoom else {
                throw refusal("SendMsgControl", "is not a field for an AVChatRoom")
            }
        }
        guard !supportsExtensions || type.hasMessageExtensions else {
            throw refusal("SupportMessageExtension", "is not a field for groups of type \(type.rawValue)")
        }
        try checkReceipts(in: profile, limits: limits)
    }

    private func checkReceivers(in type: GroupType, limits: MessageLimits) throws(APIError) {
        guard let receivers else {
            return
        }
        guard receivers.count <= limits.receivers else {
            throw refusal("To_Account", "holds \(receivers.count) accounts, more than \(limits.receivers)")
        }
        guard type.hasDirectedMessages else {
            throw refusal("To_Account", "is not a field for groups of type \(type.rawValue)")
        }
        guard mentions.isEmpty else {
            throw refusal("GroupAtInfo", "cannot go with To_Account")
        }
    }

    private func checkReceipts(in profile: GroupProfile, limits: MessageLimits) throws(APIError) {
        guard needsReadReceipt else {
            return
        }
        guard !isOnlineOnly else {
            throw APIError(.noReceiptsForOnlineOnly, "NeedReadReceipt cannot go with OnlineOnlyFlag")
        }
        guard profile.type.hasReadReceipts else {
            throw refusal("NeedReadReceipt", "is not a field for groups of type \(profile.type.rawValue)")
        }
        guard profile.memberNum <= limits.receiptMembers else {
            throw APIError(
                .groupTooLargeForReceipts,
                "NeedReadReceipt: the group has \(profile.memberNum) members, more than \(limits.receiptMembers)")
        }
    }

    private func refusal(_ field: StaticString, _ reason: String) -> APIError {
        APIError(.invalidParameter, "\(field) \(reason)")
    }
}

extension MessageContent {
    /// - Throws: ``ErrorCode/messageTooLong``.
    package func check(limits: MessageLimits) throws(APIError) {
        guard byteCount <= limits.contentBytes else {
            throw APIError(
                .messageTooLong,
                "MsgBody and CloudCustomData are \(byteCount) bytes together, more than \(limits.contentBytes)")
        }
    }
}
