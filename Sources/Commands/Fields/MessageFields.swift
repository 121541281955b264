import Groups
import Wire

/// The fields of messages that several commands read.
enum MessageFields {
    /// The elements, as compact JSON.
    static let body = Field<[UInt8]?>(
        FieldFacts("MsgBody", .messageBody, "The message's elements, at least one.", "消息体，至少包含一个消息元素。")
    ) { (fields, name) throws(APIError) in
        try fields.messageBody(name)
    }

    static let requiredBody = body.required()

    static let cloudCustomData = Field.text(
        "CloudCustomData", "A text of the app's own, kept with the message.", "消息自定义数据，随消息保存。")

    /// Read as ``RequestFields/random(_:)`` says.
    static let random = Field<UInt32?>(
        FieldFacts(
            "Random", .integer(0...Int64(UInt32.max)),
            "Tells the message from others; the same message sent again within 300 s is not sent twice. Without, the server makes one.",
            "32 位随机数，用于消息去重：300 秒内重复发送的相同消息只发送一次；不填则由服务端生成。")
    ) { (fields, name) throws(APIError) in
        try fields.random(name)
    }

    /// ``random`` of a message that is sent; a strict app refuses a request without.
    ///
    /// - Source: decision 20 of the protocol reference.
    static let randomOfSend = random.map { (fields, name, random) throws(APIError) in
        fields.isLenient ? random : try fields.required(name, random)
    }

    static let seq = Field.integer("MsgSeq", in: 0...Int64(UInt32.max), "The message's number.", "消息的 seq。").required()

    static let priority = Field.choice(
        "MsgPriority", of: MsgPriority.self,
        "Of two messages too many the one of the lower priority is dropped; without, `Normal`.",
        "消息优先级；不填则为 `Normal`，超过频率限制时优先丢弃低优先级消息。")

    static let fromAccount = Field.account(
        "From_Account", "Who it comes from; without, the caller.", "消息发送者的 UserID；不填则为调用接口的管理员账号。"
    ).emptyIsAbsent()

    static let onlineOnlyFlag = Field.integer(
        "OnlineOnlyFlag", in: 0...Int64.max, "1 for a message that is not kept.", "1 表示只发送给在线成员，不存历史消息。"
    ).or("MsgOnlineOnlyFlag", .exclusiveUnlessZero)

    static let offlinePushInfo = Field.kept(
        "OfflinePushInfo", OfflinePushInfo.fields, "What a push would show; checked and not used.", "离线推送信息；仅校验，不使用。")
}
