import Apps
import Commands
import Testing

extension TestServer {
    /// A server with a Community (owner `a`, member `b`), `@TGS#_forum`, that has topics and permission groups, beside
    /// the groups of ``withCrew(moreAccounts:_:)`` and `@TGS#_plain`, a Community without topics.
    static func withForum(
        moreAccounts: [String] = [], _ change: (inout AppSettings) -> Void = { _ in }
    ) async throws -> TestServer {
        let server = try await withCrew(moreAccounts: moreAccounts, change)
        let forum = try await server.call(
            "group_open_http_svc/create_group",
            #"{"Type":"Community","Name":"Forum","GroupId":"@TGS#_forum","SupportTopic":1,"EnablePermission":1,"#
                + #""Owner_Account":"a","MemberList":[{"Member_Account":"b"}]}"#)
        let plain = try await server.call(
            "group_open_http_svc/create_group", #"{"Type":"Community","Name":"Plain","GroupId":"@TGS#_plain"}"#)
        try #require(forum.code == 0 && plain.code == 0)
        return server
    }

    /// Creates the topic `<group>@TOPIC#_<name>` of the forum.
    func createTopic(_ name: String) async throws {
        let answer = try await call(
            "million_group_open_http_svc/create_topic",
            #"{"GroupId":"@TGS#_forum","TopicId":"@TGS#_forum@TOPIC#_\#(name)","TopicName":"\#(name)"}"#)
        try #require(answer.code == 0)
    }

    /// The answer of `get_topic` about all topics of the forum.
    func topics(for account: String = "") async throws -> Answer {
        try await call(
            "million_group_open_http_svc/get_topic", #"{"GroupId":"@TGS#_forum","From_Account":"\#(account)"}"#)
    }
}
