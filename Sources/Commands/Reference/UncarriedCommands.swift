import Wire

/// Commands of the original that Qun does not carry: whole services, and single commands of services that it has.
///
/// - Source: the original's list of its REST API.
package enum UncarriedCommands {
    /// A part of the original.
    package struct Part: Sendable {
        /// As it stands in the path: a service, or a service and a command.
        package let path: String
        /// What it is for, as a noun.
        package let subject: Wording
    }

    package static let parts: [Part] =
        [
            "sendmsg", "batchsendmsg", "importmsg", "admin_getroammsg", "admin_msgwithdraw", "admin_set_msg_read",
            "get_c2c_unread_msg_num", "modify_c2c_msg",
        ].map { part("openim/\($0)", "one-to-one messages", "单聊消息") }
        + [
            part("openim_msg_ext_http_svc/set_key_values", "extensions of one-to-one messages", "单聊消息扩展"),
            part("openim_msg_ext_http_svc/get_key_values", "extensions of one-to-one messages", "单聊消息扩展"),
            part("sns", "friends and blocklists", "关系链"),
            part("recentcontact", "lists of conversations", "最近联系人"),
            part("all_member_push", "pushes to everybody", "全员推送"),
            part("timpush", "pushes", "推送"),
            part("official_account_open_http_svc", "official accounts", "公众号"),
            part("openim_robot_http_svc", "robots", "机器人"),
            part("open_msg_svc", "downloads of histories", "历史消息下载"),
            part("openconfigsvr/getappinfo", "figures of operation", "运营数据"),
            part("ConfigSvc", "addresses of the original's servers", "服务器 IP 地址"),
        ]

    /// What a command of the original is for; `nil` for one that it does not have, or that Qun carries.
    package static func subject(ofService service: String, command: String) -> Wording? {
        parts.first { $0.path == "\(service)/\(command)" || $0.path == service }?.subject
    }

    private static func part(_ path: String, _ english: String, _ chinese: String) -> Part {
        Part(path: path, subject: Wording(english, chinese))
    }
}
