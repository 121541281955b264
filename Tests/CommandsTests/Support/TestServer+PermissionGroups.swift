import Testing

extension TestServer {
    /// Creates the permission group `@PMG#_<name>` of the forum, with members.
    func createPermissionGroup(_ name: String, members: [String] = []) async throws {
        let created = try await call(
            "group_open_http_svc/create_permission_group",
            #"{"GroupId":"@TGS#_forum","PermissionGroupId":"@PMG#_\#(name)","PermissionGroupName":"\#(name)","#
                + #""Permission":3}"#)
        try #require(created.code == 0)
        for member in members {
            let added = try await call(
                "group_open_http_svc/add_permission_group_member",
                #"{"GroupId":"@TGS#_forum","PermissionGroupId":"@PMG#_\#(name)","#
                    + #""MemberList":[{"Member_Account":"\#(member)"}]}"#)
            try #require(added.integers("Result", in: "MemberList") == [1])
        }
    }

    /// The answer of `get_permission_group` about the first permission groups of the forum.
    func permissionGroups() async throws -> Answer {
        try await call("group_open_http_svc/get_permission_group", #"{"GroupId":"@TGS#_forum"}"#)
    }

    /// The answer of `get_topic_permission_group` about all topics of a permission group of the forum.
    func topicPermissions(of name: String) async throws -> Answer {
        try await call(
            "group_open_http_svc/get_topic_permission_group",
            #"{"GroupId":"@TGS#_forum","PermissionGroupId":"@PMG#_\#(name)"}"#)
    }

    /// The answer of `get_permission_group_member_list` about the first members of a permission group of the forum.
    func permissionGroupMembers(of name: String) async throws -> Answer {
        try await call(
            "group_open_http_svc/get_permission_group_member_list",
            #"{"GroupId":"@TGS#_forum","PermissionGroupId":"@PMG#_\#(name)"}"#)
    }

    /// The codes with which a command that takes a permission group refuses, and the body of each call.
    ///
    /// - Parameter rest: the other fields of the command, with a comma before them.
    static func permissionGroupRefusals(_ rest: String) -> [(body: String, code: Int64)] {
        [
            (#"{"PermissionGroupId":"@PMG#_e"\#(rest)}"#, 10004), (#"{"GroupId":"@TGS#_forum"\#(rest)}"#, 10004),
            (#"{"GroupId":5,"PermissionGroupId":"@PMG#_e"\#(rest)}"#, 10004),
            (#"{"GroupId":"@TGS#_forum","PermissionGroupId":5\#(rest)}"#, 10004),
            (#"{"GroupId":"","PermissionGroupId":"@PMG#_e"\#(rest)}"#, 10015),
            (#"{"GroupId":"@TGS#_forum","PermissionGroupId":"ä"\#(rest)}"#, 10015),
            (#"{"GroupId":"@TGS#_ghost","PermissionGroupId":"@PMG#_e"\#(rest)}"#, 10010),
            (#"{"GroupId":"crew","PermissionGroupId":"@PMG#_e"\#(rest)}"#, 10007),
            (#"{"GroupId":"@TGS#_plain","PermissionGroupId":"@PMG#_e"\#(rest)}"#, 11000),
            (#"{"GroupId":"@TGS#_forum","PermissionGroupId":"@PMG#_ghost"\#(rest)}"#, 10010),
        ]
    }

    /// Switches the permission groups of the forum on or off.
    func switchPermissionGroups(on isOn: Bool) async throws {
        let answer = try await call(
            "group_open_http_svc/modify_group_base_info",
            #"{"GroupId":"@TGS#_forum","EnablePermission":\#(isOn ? 1 : 0)}"#)
        try #require(answer.code == 0)
    }
}
