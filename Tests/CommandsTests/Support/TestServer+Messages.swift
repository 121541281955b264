import Testing

extension TestServer {
    /// The elements of a message that says something.
    static func body(_ text: String) -> String {
        #"[{"MsgType":"TIMTextElem","MsgContent":{"Text":"\#(text)"}}]"#
    }

    /// Sends a message of one text, as the account `a`.
    ///
    /// - Parameters:
    ///   - random: by default the number of bytes of the text.
    ///   - more: fields besides, each with a comma before it.
    @discardableResult
    func send(
        _ text: String = "hi", to group: String = "crew", from account: String = "a", random: UInt32? = nil,
        more: String = ""
    ) async throws -> Answer {
        try await call(
            "group_open_http_svc/send_group_msg",
            #"{"GroupId":"\#(group)","From_Account":"\#(account)","Random":\#(random ?? UInt32(text.utf8.count)),"#
                + #""MsgBody":\#(Self.body(text))\#(more)}"#)
    }

    /// Sends messages that say `1`, `2` and so on.
    func send(_ count: Int, to group: String = "crew", more: String = "") async throws {
        for number in 1...count {
            let answer = try await send("\(number)", to: group, random: UInt32(number), more: more)
            try #require(answer.code == 0)
        }
    }

    /// The answer with the newest messages of a group.
    func history(of group: String = "crew", count: Int = 20, more: String = "") async throws -> Answer {
        try await call(
            "group_open_http_svc/group_msg_get_simple", #"{"GroupId":"\#(group)","ReqMsgNumber":\#(count)\#(more)}"#)
    }
}
