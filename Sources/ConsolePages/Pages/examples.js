// A request to begin with, for each command of the API; all speak of the same few groups and accounts.

const text = [{ MsgType: "TIMTextElem", MsgContent: { Text: "hello" } }];
const community = "@TGS#_harbour";
const topic = "@TGS#_harbour@TOPIC#_tides";

const examples = {
    "group_open_attr_http_svc": {
        clear_group_attr: { GroupId: "harbour" },
        delete_group_attr: { GroupId: "harbour", GroupAttr: [{ key: "light" }] },
        get_group_attr: { GroupId: "harbour" },
        modify_group_attr: { GroupId: "harbour", GroupAttr: [{ key: "light", value: "green" }] },
        set_group_attr: { GroupId: "harbour", GroupAttr: [{ key: "light", value: "green" }] },
    },
    "group_open_avchatroom_http_svc": {
        check_members: { GroupId: "stage", Member_Account: ["anna"] },
        get_admin_list: { GroupId: "stage" },
        get_members: { GroupId: "stage", Timestamp: 0 },
        modify_admin: { GroupId: "stage", CommandType: 1, Admin_Account: ["anna"] },
        modify_user_info: { GroupId: "stage", CommandType: 1, MemberList: [{ Member_Account: "anna", Marks: [1000] }] },
    },
    "group_open_http_svc": {
        add_group_member: { GroupId: "harbour", MemberList: [{ Member_Account: "anna" }] },
        add_permission_group_member: { GroupId: community, PermissionGroupId: "1", MemberList: [{ Member_Account: "anna" }] },
        add_topic_permission_group: { GroupId: community, PermissionGroupId: "1", TopicPermissionList: [{ TopicId: topic, Permission: 1 }] },
        ban_group_member: { GroupId: "harbour", Members_Account: ["anna"], Duration: 3600 },
        change_group_owner: { GroupId: "harbour", NewOwner_Account: "anna" },
        clear_group_attr: { GroupId: "harbour" },
        clear_group_msg: { GroupId: "harbour" },
        create_group: { Type: "Public", Name: "Harbour", GroupId: "harbour", Introduction: "Who keeps the lights" },
        create_permission_group: { GroupId: community, PermissionGroupName: "Pilots", Permission: 1 },
        delete_group_attr: { GroupId: "harbour", GroupAttr: [{ key: "light" }] },
        delete_group_counter: { GroupId: "harbour", GroupCounterKeys: ["likes"] },
        delete_group_member: { GroupId: "harbour", MemberToDel_Account: ["anna"] },
        delete_group_msg_by_sender: { GroupId: "harbour", Sender_Account: "anna" },
        delete_permission_group_member: { GroupId: community, PermissionGroupId: "1", MemberList: [{ Member_Account: "anna" }] },
        delete_topic_permission_group: { GroupId: community, PermissionGroupId: "1", TopicIdList: [topic] },
        destroy_group: { GroupId: "harbour" },
        destroy_permission_group: { GroupId: community, PermissionGroupIdList: ["1"] },
        forbid_send_msg: { GroupId: "harbour", Members_Account: ["anna"], MuteTime: 60 },
        get_appid_group_list: { Limit: 20, Next: 0 },
        get_group_attr: { GroupId: "harbour" },
        get_group_ban_member: { GroupId: "harbour", Limit: 20, Offset: 0 },
        get_group_counter: { GroupId: "harbour" },
        get_group_info: { GroupIdList: ["harbour"] },
        get_group_member_info: { GroupId: "harbour", Limit: 20, Offset: 0 },
        get_group_msg_receipt: { GroupId: "harbour", MsgSeqList: [{ MsgSeq: 1 }] },
        get_group_msg_receipt_detail: { GroupId: "harbour", MsgSeq: 1, Filter: 0, Cursor: "", Count: 20 },
        get_group_muted_account: { GroupId: "harbour" },
        get_group_shutted_uin: { GroupId: "harbour" },
        get_joined_group_list: { Member_Account: "anna", Limit: 20, Offset: 0 },
        get_online_member_num: { GroupId: "harbour" },
        get_permission_group: { GroupId: community },
        get_permission_group_member_list: { GroupId: community, PermissionGroupId: "1", Limit: 20 },
        get_role_in_group: { GroupId: "harbour", User_Account: ["anna"] },
        get_specified_group_member_info: { GroupId: "harbour", Member_List_Account: ["anna"] },
        get_topic_permission_group: { GroupId: community, PermissionGroupId: "1" },
        group_msg_get_simple: { GroupId: "harbour", ReqMsgNumber: 20 },
        group_msg_recall: { GroupId: "harbour", MsgSeqList: [{ MsgSeq: 1 }] },
        group_msg_receipt: { GroupId: "harbour", From_Account: "anna", MsgSeqList: [{ MsgSeq: 1 }] },
        import_group: { Type: "Public", Name: "Old harbour", GroupId: "old-harbour", CreateTime: 1400000000 },
        import_group_member: { GroupId: "old-harbour", MemberList: [{ Member_Account: "anna", Role: "Admin", JoinTime: 1400000010 }] },
        import_group_msg: { GroupId: "old-harbour", MsgList: [{ From_Account: "anna", SendTime: 1400000020, MsgBody: text }] },
        import_topic: { GroupId: community, TopicId: `${topic}-old`, TopicName: "Old tides", CreateTime: 1400000000 },
        modify_group_attr: { GroupId: "harbour", GroupAttr: [{ key: "light", value: "green" }] },
        modify_group_base_info: { GroupId: "harbour", Notification: "Pier closes at nine" },
        modify_group_member_info: { GroupId: "harbour", Member_Account: "anna", NameCard: "Anna, north pier" },
        modify_permission_group: { GroupId: community, PermissionGroupId: "1", PermissionGroupName: "Pilots" },
        send_broadcast_msg: { From_Account: "administrator", Random: 1, MsgBody: text },
        send_group_msg: { GroupId: "harbour", Random: 1, MsgBody: text },
        send_group_system_notification: { GroupId: "harbour", Content: "hello" },
        set_group_attr: { GroupId: "harbour", GroupAttr: [{ key: "light", value: "green" }] },
        set_topic_permission_group: { GroupId: community, PermissionGroupId: "1", TopicPermissionList: [{ TopicId: topic, Permission: 1 }] },
        set_unread_msg_num: { GroupId: "harbour", Member_Account: "anna", UnreadMsgNum: 0 },
        unban_group_member: { GroupId: "harbour", Members_Account: ["anna"] },
        update_group_counter: { GroupId: "harbour", GroupCounter: [{ Key: "likes", Value: 1 }], Mode: "Increase" },
    },
    "im_open_login_svc": {
        account_check: { CheckItem: [{ UserID: "anna" }] },
        account_delete: { DeleteItem: [{ UserID: "anna" }] },
        account_import: { UserID: "anna", Nick: "Anna" },
        kick: { UserID: "anna" },
        multiaccount_import: { AccountList: [{ UserID: "anna", Nick: "Anna" }, { UserID: "berta" }] },
    },
    "million_group_open_http_svc": {
        create_topic: { GroupId: community, TopicName: "Tides", TopicId: topic },
        destroy_topic: { GroupId: community, TopicIdList: [topic] },
        get_online_member_num: { GroupId: community },
        get_topic: { GroupId: community },
        modify_topic: { GroupId: community, TopicId: topic, Introduction: "high and low" },
    },
    "openconfigsvr": {
        getnospeaking: { Get_Account: "anna" },
        setnospeaking: { Set_Account: "anna", GroupmsgNospeakingTime: 60 },
    },
    "openim": {
        modify_group_msg: { GroupId: "harbour", MsgSeq: 1, MsgBody: text },
        query_online_status: { To_Account: ["anna"] },
        querystate: { To_Account: ["anna"] },
    },
    "openim_msg_ext_http_svc": {
        group_get_key_values: { GroupId: "harbour", MsgSeq: 1, StartSeq: 0 },
        group_set_key_values: { GroupId: "harbour", MsgSeq: 1, OperateType: 1, ExtensionList: [{ Key: "vote", Value: "yes", Seq: 0 }] },
    },
    "profile": {
        portrait_get: { To_Account: ["anna"], TagList: ["Tag_Profile_IM_Nick"] },
        portrait_set: { From_Account: "anna", ProfileItem: [{ Tag: "Tag_Profile_IM_Nick", Value: "Anna" }] },
    },
};

/** A request to begin with; an empty one for a command that has no example. */
export function exampleOf(name) {
    const [service, command] = name.split("/");
    return examples[service]?.[command] ?? {};
}

/** Whether a command has an example. */
export function hasExample(name) {
    const [service, command] = name.split("/");
    return examples[service]?.[command] !== undefined;
}
