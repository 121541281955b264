import Apps
import Commands
import Storage
import Testing
import Wire

/// Integers that are not written as such, in every field of every command that reads one.
///
/// The store is closed, so that a request which is read without refusal ends with an internal error.
@Suite("Integers in requests")
struct IntegerFieldTests {
    private static let element =
        #"{"MsgType":"TIMImageElem","MsgContent":{"ImageFormat":1,"ImageInfoArray":[{"Type":1,"Size":2,"Width":3}]}},"#
        + #"{"MsgType":"TIMRelayElem","MsgContent":{"Title":"t","MsgNum":1,"CompatibleText":"c","AbstractList":[],"#
        + #""MsgList":[{"MsgSeq":1,"MsgBody":[{"MsgType":"TIMFaceElem","MsgContent":{"Index":1}}]}]}}"#

    /// Bodies with every integer that each command reads.
    private static let bodies: [(path: String, body: String)] = [
        ("group_open_avchatroom_http_svc/get_members", #"{"GroupId":"live","Timestamp":1,"Mark":500}"#),
        ("group_open_avchatroom_http_svc/modify_admin", #"{"GroupId":"live","CommandType":1,"Admin_Account":["a"]}"#),
        (
            "group_open_avchatroom_http_svc/modify_user_info",
            #"{"GroupId":"live","CommandType":1,"MemberList":[{"Member_Account":"a","Marks":[500]}]}"#
        ),
        (
            "openconfigsvr/setnospeaking",
            #"{"Set_Account":"a","C2CmsgNospeakingTime":1,"GroupmsgNospeakingTime":2}"#
        ),
        ("group_open_http_svc/add_group_member", #"{"GroupId":"g","Silence":1,"MemberList":[{"Member_Account":"a"}]}"#),
        (
            "group_open_http_svc/add_topic_permission_group",
            #"{"GroupId":"g","PermissionGroupId":"p","TopicPermissionList":[{"TopicId":"t","Permission":1}]}"#
        ),
        (
            "group_open_http_svc/set_topic_permission_group",
            #"{"GroupId":"g","PermissionGroupId":"p","TopicPermissionList":[{"TopicId":"t","Permission":1}]}"#
        ),
        ("group_open_http_svc/ban_group_member", #"{"GroupId":"g","Members_Account":["a"],"Duration":1}"#),
        ("group_open_http_svc/clear_group_msg", #"{"GroupId":"g","MsgSeq":1}"#),
        (
            "group_open_http_svc/create_group",
            #"{"Type":"Community","Name":"n","MaxMemberCount":9,"SupportTopic":1,"EnablePermission":1,"#
                + #""DefaultPermission":3}"#
        ),
        ("group_open_http_svc/create_group", #"{"Type":"Public","Name":"n","MaxMemberNum":9}"#),
        (
            "group_open_http_svc/create_permission_group",
            #"{"GroupId":"g","PermissionGroupName":"n","Permission":1}"#
        ),
        ("group_open_http_svc/delete_group_member", #"{"GroupId":"g","Silence":1,"MemberToDel_Account":["a"]}"#),
        ("group_open_http_svc/forbid_send_msg", #"{"GroupId":"g","Members_Account":["a"],"MuteTime":1}"#),
        ("group_open_http_svc/forbid_send_msg", #"{"GroupId":"g","Members_Account":["a"],"ShutUpTime":1}"#),
        ("group_open_http_svc/get_appid_group_list", #"{"Limit":1,"Next":2}"#),
        ("group_open_http_svc/get_group_ban_member", #"{"GroupId":"g","Limit":1,"Offset":2}"#),
        ("group_open_http_svc/get_group_member_info", #"{"GroupId":"g","Limit":1,"Offset":2}"#),
        ("group_open_http_svc/get_group_msg_receipt", #"{"GroupId":"g","MsgSeqList":[{"MsgSeq":1}]}"#),
        (
            "group_open_http_svc/get_group_msg_receipt_detail",
            #"{"GroupId":"g","MsgSeq":1,"Filter":1,"Cursor":"","Count":1}"#
        ),
        (
            "group_open_http_svc/get_joined_group_list",
            #"{"Member_Account":"a","WithHugeGroups":1,"WithNoActiveGroups":1,"Limit":1,"Offset":2,"SupportTopic":1}"#
        ),
        ("group_open_http_svc/get_permission_group", #"{"GroupId":"g","Limit":1}"#),
        (
            "group_open_http_svc/get_permission_group_member_list",
            #"{"GroupId":"g","PermissionGroupId":"p","Limit":1}"#
        ),
        (
            "group_open_http_svc/group_msg_get_simple",
            #"{"GroupId":"g","ReqMsgNumber":1,"ReqMsgSeq":2,"WithRecalledMsg":1}"#
        ),
        ("group_open_http_svc/group_msg_recall", #"{"GroupId":"g","MsgSeqList":[{"MsgSeq":1}]}"#),
        (
            "group_open_http_svc/group_msg_receipt",
            #"{"GroupId":"g","From_Account":"a","MsgSeqList":[{"MsgSeq":1}]}"#
        ),
        (
            "group_open_http_svc/import_group",
            #"{"Type":"Community","Name":"n","MaxMemberCount":9,"SupportTopic":1,"CreateTime":1}"#
        ),
        (
            "group_open_http_svc/import_group_member",
            #"{"GroupId":"g","MemberList":[{"Member_Account":"a","JoinTime":1,"UnreadMsgNum":2}]}"#
        ),
        (
            "group_open_http_svc/import_group_msg",
            #"{"GroupId":"g","RecentContactFlag":1,"MsgList":[{"From_Account":"a","SendTime":1,"Random":2,"#
                + #""MsgBody":[\#(element)]}]}"#
        ),
        ("group_open_http_svc/import_topic", #"{"GroupId":"g","TopicName":"n","CreateTime":1}"#),
        (
            "group_open_http_svc/modify_group_base_info",
            #"{"GroupId":"g","MaxMemberNum":9,"EnablePermission":1,"DefaultPermission":3}"#
        ),
        ("group_open_http_svc/modify_group_base_info", #"{"GroupId":"g","MaxMemberCount":9}"#),
        ("group_open_http_svc/modify_group_member_info", #"{"GroupId":"g","Member_Account":"a","MuteTime":1}"#),
        (
            "group_open_http_svc/modify_permission_group",
            #"{"GroupId":"g","PermissionGroupId":"p","Permission":1}"#
        ),
        ("group_open_http_svc/send_broadcast_msg", #"{"Random":1,"MsgBody":[\#(element)]}"#),
        (
            "group_open_http_svc/send_group_msg",
            #"{"GroupId":"g","Random":1,"OnlineOnlyFlag":1,"SupportMessageExtension":1,"NeedReadReceipt":1,"#
                + #""GroupAtInfo":[{"GroupAtAllFlag":1}],"OfflinePushInfo":{"PushFlag":1,"AndroidInfo":{"PushStyle":1},"#
                + #""ApnsInfo":{"BadgeMode":1}},"MsgBody":[\#(element)]}"#
        ),
        (
            "group_open_http_svc/send_group_msg",
            #"{"GroupId":"g","Random":1,"MsgOnlineOnlyFlag":1,"IsNeedReadReceipt":1,"MsgBody":[\#(element)]}"#
        ),
        ("group_open_http_svc/set_unread_msg_num", #"{"GroupId":"g","Member_Account":"a","UnreadMsgNum":1}"#),
        ("group_open_http_svc/update_group_counter", #"{"GroupId":"g","GroupCounter":[{"Key":"k","Value":1}]}"#),
        ("openim_msg_ext_http_svc/group_get_key_values", #"{"GroupId":"g","MsgSeq":1,"StartSeq":2}"#),
        ("openim_msg_ext_http_svc/group_set_key_values", #"{"GroupId":"g","MsgSeq":1,"OperateType":3}"#),
        ("openim/modify_group_msg", #"{"GroupId":"g","MsgSeq":1,"MsgBody":[\#(element)]}"#),
        (
            "openim/query_online_status",
            #"{"To_Account":["a"],"IsNeedDetail":1,"IsReturnInstid":1,"IsReturnCustomStatus":1}"#
        ),
        (
            "openim/querystate",
            #"{"To_Account":["a"],"IsNeedDetail":1,"IsReturnInstid":1,"IsReturnCustomStatus":1}"#
        ),
        ("profile/portrait_set", #"{"From_Account":"a","ProfileItem":[{"Tag":"Tag_Profile_IM_Level","Value":1}]}"#),
    ]

    /// The commands that read no integer.
    private static let without: Set = [
        "group_open_avchatroom_http_svc/check_members", "group_open_avchatroom_http_svc/get_admin_list",
        "million_group_open_http_svc/create_topic", "million_group_open_http_svc/destroy_topic",
        "million_group_open_http_svc/get_online_member_num", "million_group_open_http_svc/get_topic",
        "million_group_open_http_svc/modify_topic", "openconfigsvr/getnospeaking",
        "group_open_attr_http_svc/clear_group_attr", "group_open_attr_http_svc/delete_group_attr",
        "group_open_attr_http_svc/get_group_attr", "group_open_attr_http_svc/modify_group_attr",
        "group_open_attr_http_svc/set_group_attr", "group_open_http_svc/add_permission_group_member",
        "group_open_http_svc/change_group_owner", "group_open_http_svc/clear_group_attr",
        "group_open_http_svc/delete_group_attr", "group_open_http_svc/delete_group_counter",
        "group_open_http_svc/delete_group_msg_by_sender", "group_open_http_svc/delete_permission_group_member",
        "group_open_http_svc/delete_topic_permission_group", "group_open_http_svc/destroy_group",
        "group_open_http_svc/destroy_permission_group", "group_open_http_svc/get_group_attr",
        "group_open_http_svc/get_group_counter", "group_open_http_svc/get_group_info",
        "group_open_http_svc/get_group_muted_account", "group_open_http_svc/get_group_shutted_uin",
        "group_open_http_svc/get_online_member_num", "group_open_http_svc/get_role_in_group",
        "group_open_http_svc/get_specified_group_member_info", "group_open_http_svc/get_topic_permission_group",
        "group_open_http_svc/modify_group_attr", "group_open_http_svc/send_group_system_notification",
        "group_open_http_svc/set_group_attr", "group_open_http_svc/unban_group_member",
        "im_open_login_svc/account_check", "im_open_login_svc/account_delete", "im_open_login_svc/account_import",
        "im_open_login_svc/kick", "im_open_login_svc/multiaccount_import", "profile/portrait_get",
    ]

    /// A body in which one integer is written otherwise.
    private struct Variant {
        let body: String
        let field: String

        /// - Parameter respelled: what stands in place of a number.
        static func all(of body: String, respelled: (Substring) -> String) -> [Variant] {
            body.matches(of: #/"(\w+)":\[?(-?[0-9]+)/#).map { match in
                let changed = body.replacingCharacters(in: match.2.startIndex..<match.2.endIndex, respelled(match.2))
                return Variant(body: changed, field: String(match.1))
            }
        }
    }

    /// The codes for a parameter that is wrong.
    private static let refusals: Set<ErrorCode> = [
        .invalidParameter, .invalidMessageChange, .profileValueOfWrongType, .invalidMessageParameter, .malformedMessage,
        .invalidMuteParameter, .malformedJSON,
    ]
    private static let faults: Set<ErrorCode> = [
        .internalError, .profileServiceError, .messageServiceError, .muteServiceError,
    ]

    private func closedServer(isStrict: Bool) async throws -> TestServer {
        let server = try await TestServer { $0.isStrict = isStrict }
        try await server.store.close()
        return server
    }

    @Test func `every command stands here`() {
        let paths = Set(Self.bodies.map(\.path))
        #expect(paths.isDisjoint(with: Self.without))
        #expect(paths.union(Self.without) == Set(CommandRegistry.entries.map(\.name.description)))
    }

    @Test(arguments: bodies)
    func `a number may be a text or have a fraction of zero`(path: String, body: String) async throws {
        let server = try await closedServer(isStrict: false)
        for respelled in [{ "\"\($0)\"" }, { "\($0).0" }, { "\"00\($0)\"" }] as [(Substring) -> String] {
            for variant in Variant.all(of: body, respelled: respelled) {
                let refusal = try #require(try await server.refusal(path, variant.body))
                #expect(Self.faults.contains(refusal.code), "\(variant.body): \(refusal.text)")
            }
        }
    }

    @Test(arguments: bodies)
    func `a strict app takes integers alone`(path: String, body: String) async throws {
        let server = try await closedServer(isStrict: true)
        #expect(Self.faults.contains(try #require(try await server.refusal(path, body)).code))
        for respelled in [{ "\"\($0)\"" }, { "\($0).0" }] as [(Substring) -> String] {
            for variant in Variant.all(of: body, respelled: respelled) {
                let refusal = try #require(try await server.refusal(path, variant.body))
                #expect(Self.refusals.contains(refusal.code), "\(variant.body): \(refusal.text)")
                #expect(refusal.text.contains(variant.field), "\(variant.body): \(refusal.text)")
            }
        }
    }

    @Test(arguments: bodies)
    func `what spells no integer is refused`(path: String, body: String) async throws {
        let server = try await closedServer(isStrict: false)
        for respelled in [#""1x""#, #""+1""#, #"" 1""#, #""1.0""#, #""-""#, "1.5", "1e40", "[1]", #"{"a":1}"#, "true1"]
        {
            for variant in Variant.all(of: body, respelled: { _ in respelled }) {
                let refusal = try #require(try await server.refusal(path, variant.body))
                #expect(Self.refusals.contains(refusal.code), "\(variant.body): \(refusal.text)")
            }
        }
    }

    @Test func `the log names the fields that were taken for integers, and no value`() async throws {
        let server = try await TestServer.withCrew()
        let path = "group_open_http_svc/get_group_member_info"
        #expect(try await server.note(path, #"{"GroupId":"crew","Limit":5}"#) == nil)
        #expect(
            try await server.note(path, #"{"GroupId":"crew","Limit":"77","Offset":0.0}"#)
                == "taken for integers: Limit, Offset")
        let list = (10...15).map { #"{"MsgSeq":"\#($0)"}"# }.joined(separator: ",")
        #expect(
            try await server.note(
                "group_open_http_svc/group_msg_recall", #"{"GroupId":"crew","MsgSeqList":[\#(list)]}"#)
                == "taken for integers: MsgSeqList[0].MsgSeq, MsgSeqList[1].MsgSeq, MsgSeqList[2].MsgSeq and 3 more")
    }
}

extension String {
    fileprivate func replacingCharacters(in range: Range<Index>, _ text: String) -> String {
        self[..<range.lowerBound] + text + self[range.upperBound...]
    }
}
