import StoreCopy

extension RecordForm {
    static let conversation = RecordForm(
        .streams, "conversation", "What is known of the messages of a group or a topic as a whole.",
        [
            RecordField("is_room", "IsRoom", .bool, "whether it is of an AVChatRoom"),
            RecordField(
                "uncounted", "Uncounted", .count, "how many messages do not count as unread, old ones included"),
            RecordField("cleared_seq", "ClearedSeq", .count, "the number up to which clients see none"),
        ])

    static let message = RecordForm(
        .messages, "message", "A message.",
        [
            RecordField("seq", "MsgSeq", .seq, "its number"),
            RecordField("sender", "From_Account", .account, "the sender"),
            RecordField("time", "MsgTimeStamp", .time, "when it was sent"),
            RecordField("random", "Random", .random, "the random number that it was sent with"),
            RecordField("priority", "MsgPriority", .priority, "the priority"),
            RecordField(
                "flags", "flags",
                .flags([
                    (1, "IsRecalled"), (2, "SupportMessageExtension"), (4, "NeedReadReceipt"), (8, "NoUnread"),
                ]), "what is noted of it"),
            RecordField(
                "uncounted", "Uncounted", .count, "messages up to and with this one that do not count as unread"),
            RecordField(
                "body", "MsgBody", .messageBody,
                "the elements, or the object of a notice; missing in AVChatRooms, which keep none"),
            RecordField("cloud_custom_data", "CloudCustomData", .bytes(missing: .empty), "the sender's own data"),
        ])

    static let recentSend = RecordForm(
        .recentSends, "recent_send", "A message of the last minutes, by which one that is sent again is known.",
        [
            RecordField("random", "Random", .random, "the random number that it was sent with"),
            RecordField("digest", "Digest", .digest, "what sender and content come to"),
            RecordField("kept_until", "KeptUntil", .time, "when it counts no longer"),
            RecordField("seq", "MsgSeq", .count, "its number"),
            RecordField("time", "MsgTimeStamp", .time, "when it was sent"),
        ])

    static let receipt = RecordForm(
        .receipts, "receipt", "An account that was asked to confirm that it has read a message.",
        [
            RecordField("message", "MsgSeq", .seq, "the message"),
            RecordField("is_read", "IsRead", .bool, "whether it has"),
            RecordField("account", "Member_Account", .account, "the account"),
        ])

    static let messageExtension = RecordForm(
        .extensions, "extension", "A key and its value that were set on a message.",
        [
            RecordField("message", "MsgSeq", .seq, "the message"),
            RecordField("key", "Key", .bytes(missing: .refused), "the key"),
            RecordField("value", "Value", .bytes(missing: .refused), "the value"),
            RecordField("seq", "Seq", .count, "the number of the change that set it"),
        ])

    static let extensionCounter = RecordForm(
        .extensionCounters, "extension_counter", "What is counted of the changes of a message's keys.",
        [
            RecordField("message", "MsgSeq", .seq, "the message"),
            RecordField("latest_seq", "LatestSeq", .count, "how often they have been changed"),
            RecordField("clear_seq", "ClearSeq", .count, "what that was when all were removed last"),
            RecordField("minute", "Minute", .count, "the minute of the last change, counted from 1970"),
            RecordField("changes", "Changes", .count, "changes in that minute"),
        ])
}
