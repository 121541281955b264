import Commands
import Storage
import Testing
import Wire

/// What every command does when the store cannot be used.
@Suite("Store failures")
struct StoreFailureTests {
    private static let bodies: [(path: String, body: String)] = [
        ("group_open_attr_http_svc/clear_group_attr", #"{"GroupId":"crew"}"#),
        ("group_open_attr_http_svc/delete_group_attr", #"{"GroupId":"crew","GroupAttr":[{"key":"k"}]}"#),
        ("group_open_attr_http_svc/get_group_attr", #"{"GroupId":"crew"}"#),
        ("group_open_attr_http_svc/modify_group_attr", #"{"GroupId":"crew","GroupAttr":[{"key":"k","value":""}]}"#),
        ("group_open_attr_http_svc/set_group_attr", #"{"GroupId":"crew","GroupAttr":[{"key":"k","value":""}]}"#),
        ("group_open_avchatroom_http_svc/check_members", #"{"GroupId":"live","Member_Account":["a"]}"#),
        ("group_open_avchatroom_http_svc/get_admin_list", #"{"GroupId":"live"}"#),
        ("group_open_avchatroom_http_svc/get_members", #"{"GroupId":"live","Timestamp":0}"#),
        ("group_open_avchatroom_http_svc/modify_admin", #"{"GroupId":"live","CommandType":1,"Admin_Account":["a"]}"#),
        (
            "group_open_avchatroom_http_svc/modify_user_info",
            #"{"GroupId":"live","CommandType":1,"MemberList":[{"Member_Account":"a","Marks":[500]}]}"#
        ),
        ("group_open_http_svc/get_online_member_num", #"{"GroupId":"crew"}"#),
        ("million_group_open_http_svc/get_online_member_num", #"{"GroupId":"@TGS#_c"}"#),
        ("group_open_http_svc/add_group_member", #"{"GroupId":"crew","MemberList":[{"Member_Account":"a"}]}"#),
        ("group_open_http_svc/clear_group_attr", #"{"GroupId":"crew"}"#),
        ("group_open_http_svc/create_group", #"{"Type":"Public","Name":"n"}"#),
        ("group_open_http_svc/delete_group_attr", #"{"GroupId":"crew","GroupAttr":[{"key":"k"}]}"#),
        ("group_open_http_svc/delete_group_counter", #"{"GroupId":"crew"}"#),
        ("group_open_http_svc/destroy_group", #"{"GroupId":"crew"}"#),
        ("group_open_http_svc/destroy_permission_group", #"{"GroupId":"@TGS#_f","PermissionGroupIdList":["p"]}"#),
        ("group_open_http_svc/forbid_send_msg", #"{"GroupId":"crew","Members_Account":["a"],"MuteTime":1}"#),
        ("group_open_http_svc/get_group_attr", #"{"GroupId":"crew"}"#),
        ("group_open_http_svc/get_group_counter", #"{"GroupId":"crew"}"#),
        (
            "group_open_http_svc/ban_group_member",
            #"{"GroupId":"crew","Members_Account":["a"],"Duration":1}"#
        ),
        ("group_open_http_svc/change_group_owner", #"{"GroupId":"crew","NewOwner_Account":"a"}"#),
        ("group_open_http_svc/delete_group_member", #"{"GroupId":"crew","MemberToDel_Account":["a"]}"#),
        ("group_open_http_svc/get_appid_group_list", "{}"),
        ("group_open_http_svc/get_group_ban_member", #"{"GroupId":"crew"}"#),
        ("group_open_http_svc/get_group_info", #"{"GroupIdList":["crew"]}"#),
        ("group_open_http_svc/get_group_member_info", #"{"GroupId":"crew"}"#),
        ("group_open_http_svc/get_group_muted_account", #"{"GroupId":"crew"}"#),
        ("group_open_http_svc/get_group_shutted_uin", #"{"GroupId":"crew"}"#),
        ("group_open_http_svc/get_joined_group_list", #"{"Member_Account":"a"}"#),
        ("group_open_http_svc/get_permission_group", #"{"GroupId":"@TGS#_f"}"#),
        ("group_open_http_svc/get_role_in_group", #"{"GroupId":"crew","User_Account":["a"]}"#),
        ("group_open_http_svc/get_specified_group_member_info", #"{"GroupId":"crew","Member_List_Account":["a"]}"#),
        ("group_open_http_svc/get_topic_permission_group", #"{"GroupId":"@TGS#_f","PermissionGroupId":"@PMG#_e"}"#),
        ("group_open_http_svc/import_group", #"{"Type":"Public","Name":"n"}"#),
        ("group_open_http_svc/import_group_member", #"{"GroupId":"crew","MemberList":[{"Member_Account":"a"}]}"#),
        ("group_open_http_svc/modify_group_attr", #"{"GroupId":"crew","GroupAttr":[{"key":"k","value":""}]}"#),
        (
            "group_open_http_svc/add_permission_group_member",
            #"{"GroupId":"@TGS#_f","PermissionGroupId":"@PMG#_e","MemberList":[{"Member_Account":"a"}]}"#
        ),
        (
            "group_open_http_svc/add_topic_permission_group",
            #"{"GroupId":"@TGS#_f","PermissionGroupId":"@PMG#_e","TopicPermissionList":[{"TopicId":"t","Permission":1}]}"#
        ),
        (
            "group_open_http_svc/create_permission_group",
            #"{"GroupId":"@TGS#_f","PermissionGroupName":"n","Permission":1}"#
        ),
        (
            "group_open_http_svc/delete_permission_group_member",
            #"{"GroupId":"@TGS#_f","PermissionGroupId":"@PMG#_e","MemberList":[{"Member_Account":"a"}]}"#
        ),
        (
            "group_open_http_svc/delete_topic_permission_group",
            #"{"GroupId":"@TGS#_f","PermissionGroupId":"@PMG#_e","TopicIdList":["t"]}"#
        ),
        ("group_open_http_svc/import_topic", #"{"GroupId":"@TGS#_t","TopicName":"n"}"#),
        ("group_open_http_svc/modify_group_base_info", #"{"GroupId":"crew","Name":"n"}"#),
        (
            "group_open_http_svc/get_permission_group_member_list",
            #"{"GroupId":"@TGS#_f","PermissionGroupId":"@PMG#_e"}"#
        ),
        ("group_open_http_svc/modify_group_member_info", #"{"GroupId":"crew","Member_Account":"a","NameCard":"n"}"#),
        ("group_open_http_svc/set_group_attr", #"{"GroupId":"crew","GroupAttr":[{"key":"k","value":""}]}"#),
        ("group_open_http_svc/update_group_counter", #"{"GroupId":"crew","GroupCounter":[{"Key":"k","Value":1}]}"#),
        (
            "group_open_http_svc/set_unread_msg_num",
            #"{"GroupId":"crew","Member_Account":"a","UnreadMsgNum":1}"#
        ),
        ("group_open_http_svc/unban_group_member", #"{"GroupId":"crew","Members_Account":["a"]}"#),
        (
            "group_open_http_svc/modify_permission_group",
            #"{"GroupId":"@TGS#_f","PermissionGroupId":"@PMG#_e","Permission":1}"#
        ),
        (
            "group_open_http_svc/set_topic_permission_group",
            #"{"GroupId":"@TGS#_f","PermissionGroupId":"@PMG#_e","TopicPermissionList":[{"TopicId":"t","Permission":1}]}"#
        ),
        ("im_open_login_svc/account_check", #"{"CheckItem":[{"UserID":"a"}]}"#),
        ("im_open_login_svc/account_delete", #"{"DeleteItem":[{"UserID":"a"}]}"#),
        ("im_open_login_svc/account_import", #"{"UserID":"a"}"#),
        ("im_open_login_svc/kick", #"{"UserID":"a"}"#),
        ("im_open_login_svc/multiaccount_import", #"{"Accounts":["a"]}"#),
        ("openconfigsvr/getnospeaking", #"{"Get_Account":"a"}"#),
        ("openconfigsvr/setnospeaking", #"{"Set_Account":"a","C2CmsgNospeakingTime":1}"#),
        ("profile/portrait_get", #"{"To_Account":["a"],"TagList":["Tag_Profile_IM_Nick"]}"#),
        (
            "profile/portrait_set",
            #"{"From_Account":"a","ProfileItem":[{"Tag":"Tag_Profile_IM_Nick","Value":"A"}]}"#
        ),
        ("openim/query_online_status", #"{"To_Account":["a"]}"#),
        ("openim/querystate", #"{"To_Account":["a"]}"#),
        ("million_group_open_http_svc/create_topic", #"{"GroupId":"@TGS#_t","TopicName":"n"}"#),
        ("million_group_open_http_svc/destroy_topic", #"{"GroupId":"@TGS#_t","TopicIdList":["t"]}"#),
        ("million_group_open_http_svc/get_topic", #"{"GroupId":"@TGS#_t"}"#),
        ("million_group_open_http_svc/modify_topic", #"{"GroupId":"@TGS#_t","TopicId":"t","TopicName":"n"}"#),
        ("openim/modify_group_msg", #"{"GroupId":"crew","MsgSeq":1,"CloudCustomData":"c"}"#),
        ("openim_msg_ext_http_svc/group_get_key_values", #"{"GroupId":"crew","MsgSeq":1}"#),
        ("openim_msg_ext_http_svc/group_set_key_values", #"{"GroupId":"crew","MsgSeq":1,"OperateType":3}"#),
        ("group_open_http_svc/clear_group_msg", #"{"GroupId":"crew"}"#),
        ("group_open_http_svc/delete_group_msg_by_sender", #"{"GroupId":"crew","Sender_Account":"a"}"#),
        ("group_open_http_svc/get_group_msg_receipt", #"{"GroupId":"crew","MsgSeqList":[{"MsgSeq":1}]}"#),
        (
            "group_open_http_svc/get_group_msg_receipt_detail",
            #"{"GroupId":"crew","MsgSeq":1,"Filter":0,"Cursor":"","Count":1}"#
        ),
        ("group_open_http_svc/group_msg_get_simple", #"{"GroupId":"crew","ReqMsgNumber":1}"#),
        ("group_open_http_svc/group_msg_recall", #"{"GroupId":"crew","MsgSeqList":[{"MsgSeq":1}]}"#),
        (
            "group_open_http_svc/group_msg_receipt",
            #"{"GroupId":"crew","From_Account":"a","MsgSeqList":[{"MsgSeq":1}]}"#
        ),
        (
            "group_open_http_svc/import_group_msg",
            #"{"GroupId":"crew","MsgList":[{"From_Account":"a","SendTime":1,"MsgBody":[{"MsgType":"TIMTextElem","MsgContent":{"Text":"t"}}]}]}"#
        ),
        (
            "group_open_http_svc/send_broadcast_msg",
            #"{"Random":1,"MsgBody":[{"MsgType":"TIMTextElem","MsgContent":{"Text":"t"}}]}"#
        ),
        (
            "group_open_http_svc/send_group_msg",
            #"{"GroupId":"crew","Random":1,"MsgBody":[{"MsgType":"TIMTextElem","MsgContent":{"Text":"t"}}]}"#
        ),
        ("group_open_http_svc/send_group_system_notification", #"{"GroupId":"crew","Content":"c"}"#),
    ]

    /// The code of a service for an internal fault.
    private static func fault(of path: String) -> Int64 {
        switch path.prefix(while: { $0 != "/" }) {
        case "im_open_login_svc": 70500
        case "openconfigsvr": 130014
        case "openim": 91000
        case "profile": 40006
        default: 10002
        }
    }

    @Test func `every command is covered here`() {
        #expect(Set(Self.bodies.map(\.path)) == Set(CommandRegistry.entries.map(\.name.description)))
    }

    @Test(arguments: bodies)
    func `an internal error is answered and its cause is not`(path: String, body: String) async throws {
        let server = try await TestServer()
        try await server.store.close()
        let answer = try await server.call(path, body)
        #expect(answer.code == Self.fault(of: path))
        #expect(answer.isWellFormed)
        #expect(answer.info == "the store cannot be used at the moment; try again")
    }
}
