import Testing
import Wire

/// `null` is absence in everything that a command keeps.
@Suite("null in what is stored")
struct NullFieldTests {
    private static let group = #""GroupId":"@TGS#_forum""#
    private static let topic = #""GroupId":"@TGS#_forum","TopicId":"@TGS#_forum@TOPIC#_t""#
    private static let permissionGroup = #""GroupId":"@TGS#_forum","PermissionGroupId":"@PMG#_p""#

    /// Writes with a `null` in every field that may be absent, and what a read shows afterwards.
    private static let writes: [(path: String, body: String, read: (path: String, body: String), shown: String)] = [
        (
            "million_group_open_http_svc/create_topic",
            "{\(group),"
                + #""TopicName":"n","TopicId":null,"CustomString":null,"FaceUrl":null,"Notification":null,"#
                + #""Introduction":null,"From_Account":null}"#,
            ("million_group_open_http_svc/get_topic", "{\(group)}"),
            #""TopicName":"n","FaceUrl":"","Notification":"","Introduction":"","CustomString":"""#
        ),
        (
            "million_group_open_http_svc/modify_topic",
            "{\(topic),"
                + #""TopicName":null,"CustomString":null,"FaceUrl":null,"Notification":null,"Introduction":"i","#
                + #""MuteAllMember":null,"ShutUpAllMember":null}"#,
            ("million_group_open_http_svc/get_topic", "{\(group)}"),
            #""TopicName":"t","FaceUrl":"","Notification":"","Introduction":"i","CustomString":"""#
        ),
        (
            "group_open_http_svc/create_permission_group",
            "{\(group),"
                + #""PermissionGroupId":null,"PermissionGroupName":"n","Permission":1,"CustomString":null}"#,
            ("group_open_http_svc/get_permission_group", "{\(group)}"),
            #""PermissionGroupName":"n","CustomString":"","Permission":1"#
        ),
        (
            "group_open_http_svc/modify_permission_group",
            "{\(permissionGroup),"
                + #""PermissionGroupName":null,"Permission":null,"CustomString":"c"}"#,
            ("group_open_http_svc/get_permission_group", "{\(group)}"),
            #""PermissionGroupName":"p","CustomString":"c","Permission":3"#
        ),
        (
            "group_open_http_svc/create_group",
            #"{"Type":"Public","Name":"n","GroupId":"g","Introduction":null,"Notification":null,"FaceUrl":null,"#
                + #""MaxMemberCount":null,"ApplyJoinOption":null,"AppDefinedData":null,"MemberList":null}"#,
            ("group_open_http_svc/get_group_info", #"{"GroupIdList":["g"]}"#),
            #""Introduction":"","Notification":"","FaceUrl":"""#
        ),
        (
            "group_open_http_svc/modify_group_base_info",
            #"{"GroupId":"crew","Name":null,"Introduction":"i","FaceUrl":null,"AppDefinedData":null}"#,
            ("group_open_http_svc/get_group_info", #"{"GroupIdList":["crew"]}"#),
            #""Introduction":"i","Notification":"","FaceUrl":"""#
        ),
        (
            "group_open_http_svc/modify_group_member_info",
            #"{"GroupId":"crew","Member_Account":"b","NameCard":null,"Role":null,"MuteTime":null,"#
                + #""AppMemberDefinedData":null}"#,
            ("group_open_http_svc/get_group_member_info", #"{"GroupId":"crew"}"#),
            #""NameCard":"","AppMemberDefinedData":[{"Key":"seat","Value":"7"}]"#
        ),
        (
            "group_open_http_svc/send_group_msg",
            #"{"GroupId":"crew","Random":1,"CloudCustomData":null,"MsgPriority":null,"OfflinePushInfo":null,"#
                + #""MsgBody":[{"MsgType":"TIMCustomElem","MsgContent":{"Data":"d","Ext":null}}]}"#,
            ("group_open_http_svc/group_msg_get_simple", #"{"GroupId":"crew","ReqMsgNumber":1}"#),
            #""MsgContent":{"Data":"d"}}],"MsgPriority":2,"MsgRandom":1,"MsgSeq":1,"MsgTimeStamp":1735700000}]"#
        ),
        (
            "im_open_login_svc/account_import", #"{"UserID":"a","Nick":null,"FaceUrl":null}"#,
            (
                "profile/portrait_get",
                #"{"To_Account":["a"],"TagList":["Tag_Profile_IM_Nick","Tag_Profile_IM_Image"]}"#
            ),
            #""ProfileItem":[]"#
        ),
    ]

    @Test(arguments: writes.indices)
    func `a field that is null is as if it were not there`(index: Int) async throws {
        let (path, body, read, shown) = Self.writes[index]
        let server = try await TestServer.withForum()
        try await server.createTopic("t")
        try await server.createPermissionGroup("p")
        let answer = try await server.call(path, body)
        #expect(answer.code == 0, "\(answer.text)")
        let text = try await server.call(read.path, read.body).text
        #expect(text.contains(shown), "\(text)")
        #expect(!text.contains("null"))
    }

    @Test(arguments: [
        ("modify_group_attr", #""GroupAttr":[{"key":"k","value":null}]"#),
        ("set_group_attr", #""GroupAttr":[{"key":null,"value":"v"}]"#),
        ("update_group_counter", #""GroupCounter":[{"Key":"k","Value":null}]"#),
        ("modify_group_base_info", #""AppDefinedData":[{"Key":"k","Value":null}]"#),
    ])
    func `a value that must be there is missing when it is null`(command: String, field: String) async throws {
        let server = try await TestServer.withCrew()
        let answer = try await server.call("group_open_http_svc/\(command)", #"{"GroupId":"crew",\#(field)}"#)
        #expect(answer.code == 10004)
        #expect(answer.info.hasSuffix(" is missing"))
    }
}
