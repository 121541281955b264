import Apps
import Commands
import Groups
import Storage
import Testing
import Wire

@Suite("portrait_set")
struct PortraitSetTests {
    private let path = "profile/portrait_set"

    @Test func `listed fields are written and the others stay`() async throws {
        let server = try await TestServer(accounts: ["a"]) { $0.declaredProfileFields = ["Hobby": .readWrite] }
        let answer = try await server.call(
            path,
            #"{"From_Account":"a","ProfileItem":[{"Tag":"Tag_Profile_IM_Nick","Value":"A"},"#
                + #"{"Tag":"Tag_Profile_IM_Gender","Value":"Gender_Type_Male"},"#
                + #"{"Tag":"Tag_Profile_Custom_Hobby","Value":"chess"}]}"#)
        #expect(answer.text == #"{"ActionStatus":"OK","ErrorInfo":"","ErrorCode":0,"ErrorDisplay":""}"#)
        _ = try await server.call(
            path, #"{"From_Account":"a","ProfileItem":[{"Tag":"Tag_Profile_IM_Nick","Value":"B"}]}"#)
        let read = try await server.call(
            "profile/portrait_get",
            #"{"To_Account":["a"],"TagList":["Tag_Profile_IM_Nick","Tag_Profile_IM_Gender","Tag_Profile_Custom_Hobby"]}"#
        )
        #expect(
            read.text.contains(
                #""ProfileItem":[{"Tag":"Tag_Profile_IM_Nick","Value":"B"},"#
                    + #"{"Tag":"Tag_Profile_IM_Gender","Value":"Gender_Type_Male"},"#
                    + #"{"Tag":"Tag_Profile_Custom_Hobby","Value":"chess"}]"#))
    }

    @Test(arguments: [#""3""#, "3.0", #""03""#])
    func `a number may be a text, and is kept as a number`(value: String) async throws {
        let server = try await TestServer(accounts: ["a"])
        let body = #"{"From_Account":"a","ProfileItem":[{"Tag":"Tag_Profile_IM_Level","Value":\#(value)}]}"#
        #expect(try await server.call(path, body).code == 0)
        #expect(try await server.note(path, body) == "taken for integers: ProfileItem[0].Value")
        let read = try await server.call(
            "profile/portrait_get", #"{"To_Account":["a"],"TagList":["Tag_Profile_IM_Level"]}"#)
        #expect(read.text.contains(#"{"Tag":"Tag_Profile_IM_Level","Value":3}"#))
        #expect(try await server.changed { $0.isStrict = true }.call(path, body).code == 40610)
    }

    @Test func `one bad item keeps all from being written`() async throws {
        let server = try await TestServer(accounts: ["a"])
        let answer = try await server.call(
            path,
            #"{"From_Account":"a","ProfileItem":[{"Tag":"Tag_Profile_IM_Nick","Value":"A"},"#
                + #"{"Tag":"Tag_Profile_IM_Level","Value":-1}]}"#)
        #expect(answer.code == 40605)
        let read = try await server.call(
            "profile/portrait_get", #"{"To_Account":["a"],"TagList":["Tag_Profile_IM_Nick"]}"#)
        #expect(read.text.contains(#""ProfileItem":[]"#))
    }

    @Test func `an administrator needs no import`() async throws {
        let server = try await TestServer()
        let answer = try await server.call(
            path, #"{"From_Account":"administrator","ProfileItem":[{"Tag":"Tag_Profile_IM_Role","Value":0}]}"#)
        #expect(answer.code == 0)
    }

    @Test(arguments: [
        ("[]", 40001), ("{}", 40001), (#"{"From_Account":"a"}"#, 40001),
        (#"{"From_Account":"a","ProfileItem":[]}"#, 40001),
        (#"{"From_Account":5,"ProfileItem":[{"Tag":"Tag_Profile_IM_Nick","Value":"A"}]}"#, 60015),
        (#"{"From_Account":"ghost","ProfileItem":[{"Tag":"Tag_Profile_IM_Nick","Value":"A"}]}"#, 40003),
        (#"{"From_Account":" b","ProfileItem":[{"Tag":"Tag_Profile_IM_Nick","Value":"A"}]}"#, 40003),
        (#"{"From_Account":"a","ProfileItem":[{"Value":"A"}]}"#, 40001),
        (#"{"From_Account":"a","ProfileItem":[{"Tag":"Tag_Profile_IM_Nick"}]}"#, 40001),
        (#"{"From_Account":"a","ProfileItem":[{"Tag":"Tag_Profile_Custom_Rank","Value":"A"}]}"#, 40008),
        (#"{"From_Account":"a","ProfileItem":[{"Tag":"Tag_Profile_Custom_Other","Value":"A"}]}"#, 40009),
        (
            #"{"From_Account":"a","ProfileItem":[{"Tag":"Tag_Profile_IM_Nick","Value":""#
                + String(repeating: "n", count: 501) + #""}]}"#, 40601
        ),
        (#"{"From_Account":"a","ProfileItem":[{"Tag":"Tag_Profile_IM_Gender","Value":"Male"}]}"#, 40605),
        (#"{"From_Account":"a","ProfileItem":[{"Tag":"Tag_Profile_IM_Nick","Value":5}]}"#, 40610),
        (#"{"From_Account":"a","ProfileItem":[{"Tag":"Tag_Profile_IM_Level","Value":1.5}]}"#, 40610),
        (#"{"From_Account":"a","ProfileItem":[{"Tag":"Tag_Profile_IM_Level","Value":"3x"}]}"#, 40610),
        (#"{"From_Account":"a","ProfileItem":[{"Tag":"Tag_Profile_IM_Level","Value":"4294967296"}]}"#, 40605),
        (#"{"From_Account":"a","ProfileItem":[{"Tag":"Tag_Profile_IM_Nick","Value":3.0}]}"#, 40610),
        (#"{"From_Account":"a","ProfileItem":[{"Tag":"Tag_Profile_IM_Nick","Value":null}]}"#, 40001),
        (#"{"From_Account":"a","ProfileItem":[{"Tag":"Tag_Profile_IM_Level","Value":null}]}"#, 40001),
    ])
    func `refusals`(body: String, code: Int64) async throws {
        let server = try await TestServer(accounts: ["a"]) { $0.declaredProfileFields = ["Rank": .readOnly] }
        let answer = try await server.call(path, body)
        #expect(answer.code == code)
        #expect(answer.text.hasSuffix(#""ErrorCode":\#(code),"ErrorDisplay":""}"#))
    }
}
