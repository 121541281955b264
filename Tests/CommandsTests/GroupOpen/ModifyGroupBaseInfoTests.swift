import Apps
import Commands
import Testing
import Wire

@Suite("modify_group_base_info")
struct ModifyGroupBaseInfoTests {
    private let path = "group_open_http_svc/modify_group_base_info"

    @Test func `named fields change and the profile records it`() async throws {
        let server = try await TestServer.withCrew().later(by: 9)
        let answer = try await server.call(
            path,
            #"{"GroupId":"crew","Name":"New","Introduction":"i","Notification":"t","FaceUrl":"f","MaxMemberNum":300,"#
                + #""ApplyJoinOption":"DisableApply","InviteJoinOption":"FreeAccess","MuteAllMember":"On","#
                + #""HistoryMsgBeforeJoin":"On","From_Account":"b","#
                + #""AppDefinedData":[{"Key":"one","Value":""},{"Key":"three","Value":"x\u0000\u0001"}]}"#)
        #expect(answer.text == #"{"ActionStatus":"OK","ErrorInfo":"","ErrorCode":0}"#)
        let names = [
            "Name", "Introduction", "Notification", "FaceUrl", "InfoSeq", "LastInfoTime", "MaxMemberNum",
            "ApplyJoinOption", "InviteJoinOption", "MuteAllMember", "HistoryMsgBeforeJoin",
        ].map { #""\#($0)""# }.joined(separator: ",")
        let read = try await server.call(
            "group_open_http_svc/get_group_info",
            #"{"GroupIdList":["crew"],"ResponseFilter":{"GroupBaseInfoFilter":[\#(names)],"#
                + #""AppDefinedDataFilter_Group":["one","two","three"]}}"#)
        #expect(
            read.text.hasSuffix(
                #""Name":"New","Introduction":"i","Notification":"t","FaceUrl":"f","InfoSeq":1,"#
                    + #""LastInfoTime":1735700009,"MaxMemberNum":300,"ApplyJoinOption":"DisableApply","#
                    + #""InviteJoinOption":"FreeAccess","MuteAllMember":"On","HistoryMsgBeforeJoin":"On","#
                    + #""AppDefinedData":[{"Key":"two","Value":"2"},{"Key":"three","Value":"x\u0000\u0001"}]}]}"#))
    }

    @Test func `the older name of MuteAllMember works, and the newer one wins`() async throws {
        let server = try await TestServer.withCrew()
        _ = try await server.call(path, #"{"GroupId":"crew","ShutUpAllMember":"On"}"#)
        #expect(try await server.groupInfo("crew").text.contains(#""MuteAllMember":"On""#))
        _ = try await server.call(path, #"{"GroupId":"crew","MuteAllMember":"Off","ShutUpAllMember":"On"}"#)
        #expect(try await server.groupInfo("crew").text.contains(#""MuteAllMember":"Off""#))
    }

    @Test(arguments: [
        ("On", #""Off""#, "Off"), ("On", #""""#, "On"), ("On", "null", "On"), ("", #""On""#, "On"),
    ])
    func `an empty name leaves the field to the other one`(older: String, newer: String, stored: String) async throws {
        let server = try await TestServer.withCrew()
        let body = #"{"GroupId":"crew","ShutUpAllMember":"\#(older)","MuteAllMember":\#(newer)}"#
        #expect(try await server.changed { $0.isStrict = true }.call(path, body).code == 0)
        #expect(try await server.groupInfo("crew").text.contains(#""MuteAllMember":"\#(stored)""#))
    }

    @Test func `the text of a refusal names the field as it was sent`() async throws {
        let server = try await TestServer.withCrew()
        for field in ["MaxMemberNum", "MaxMemberCount"] {
            let answer = try await server.call(path, #"{"GroupId":"crew","\#(field)":6001}"#)
            #expect(answer.info.hasPrefix("\(field) must be 1 to 6000"))
        }
        let strict = try await server.changed { $0.isStrict = true }.call(path, #"{"GroupId":"crew","MaxMemberNum":0}"#)
        #expect(strict.info.hasPrefix("MaxMemberNum must be"))
    }

    @Test(arguments: [
        "", #","MaxMemberNum":0"#, #","MaxMemberCount":0,"MaxMemberNum":"0""#, #","Name":null,"AppDefinedData":[]"#,
    ])
    func `a call without fields changes nothing`(more: String) async throws {
        let server = try await TestServer.withCrew().later(by: 9)
        #expect(try await server.call(path, #"{"GroupId":"crew"\#(more)}"#).code == 0)
        #expect(try await server.groupInfo("crew").text.contains(#""LastInfoTime":1735700000"#))
    }

    @Test func `DefaultPermission 0 beside EnablePermission 0 means nothing`() async throws {
        let server = try await TestServer.withCrew()
        let body = #"{"GroupId":"crew","EnablePermission":0,"DefaultPermission":0}"#
        #expect(try await server.call(path, body).code == 0)
        #expect(try await server.changed { $0.isStrict = true }.call(path, body).code == 10004)
        #expect(try await server.call(path, #"{"GroupId":"crew","DefaultPermission":0}"#).code == 10004)
    }

    @Test func `permissions can be switched on in a Community with topics`() async throws {
        let server = try await TestServer()
        _ = try await server.call(
            "group_open_http_svc/create_group",
            #"{"Type":"Community","Name":"n","GroupId":"@TGS#_x","SupportTopic":1}"#)
        let answer = try await server.call(
            path,
            #"{"GroupId":"@TGS#_x","EnablePermission":1,"DefaultPermission":192,"ApplyJoinOption":"DisableApply"}"#)
        #expect(answer.code == 0)
        let read = try await server.call(
            "group_open_http_svc/get_group_info",
            #"{"GroupIdList":["@TGS#_x"],"ResponseFilter":{"GroupBaseInfoFilter":["EnablePermission","#
                + #""DefaultPermission","ApplyJoinOption"]}}"#)
        #expect(
            read.text.hasSuffix(#""ApplyJoinOption":"FreeAccess","EnablePermission":1,"DefaultPermission":192}]}"#))
    }

    @Test(arguments: [
        ("{}", 10004), (#"{"GroupId":"crew","Name":""}"#, 10004), (#"{"GroupId":"crew","Name":null,"Type":5}"#, 0),
        (#"{"GroupId":"crew","MaxMemberNum":-1}"#, 10004), (#"{"GroupId":"crew","MaxMemberNum":6001}"#, 10004),
        (#"{"GroupId":"crew","MaxMemberNum":5,"MaxMemberCount":5}"#, 10004),
        (#"{"GroupId":"crew","MuteAllMember":"on"}"#, 10004), (#"{"GroupId":"crew","EnablePermission":1}"#, 10004),
        (#"{"GroupId":"crew","DefaultPermission":1}"#, 10004), (#"{"GroupId":"crew","DefaultPermission":-1}"#, 10004),
        (#"{"GroupId":"live","InviteJoinOption":"FreeAccess"}"#, 10004),
        (#"{"GroupId":"live","HistoryMsgBeforeJoin":"On"}"#, 10004),
        (#"{"GroupId":"crew","AppDefinedData":"x"}"#, 10004), (#"{"GroupId":"crew","From_Account":5}"#, 60015),
        (#"{"GroupId":"crew","Name":"n","From_Account":"ghost"}"#, 10019),
        (#"{"GroupId":"crew","Name":"n","From_Account":" b"}"#, 10019),
        (#"{"GroupId":"ghost","Name":"n","From_Account":" b"}"#, 10010), (#"{"GroupId":"ghost","Name":"n"}"#, 10010),
        (#"{"GroupId":"","Name":"n"}"#, 10015), (#"{"GroupId":5,"Name":"n"}"#, 10004),
    ])
    func `refusals`(body: String, code: Int64) async throws {
        let server = try await TestServer.withCrew()
        try await server.expectRefusal(code, of: path, body)
    }

    @Test func `a refused change changes nothing`() async throws {
        let server = try await TestServer.withCrew().later(by: 9)
        let before = try await server.groupInfo("crew").text
        let answer = try await server.call(path, #"{"GroupId":"crew","Name":"New","EnablePermission":1}"#)
        #expect(answer.code == 10004)
        #expect(try await server.groupInfo("crew").text == before)
    }

    @Test func `an eleventh custom field is refused`() async throws {
        let server = try await TestServer.withCrew()
        let fields = (0..<9).map { #"{"Key":"k\#($0)","Value":"v"}"# }.joined(separator: ",")
        #expect(try await server.call(path, #"{"GroupId":"crew","AppDefinedData":[\#(fields)]}"#).code == 10004)
    }
}
