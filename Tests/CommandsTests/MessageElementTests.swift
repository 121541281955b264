import Testing
import Wire

/// What may stand in `MsgBody`, asked through `send_group_msg`.
@Suite("Elements of messages")
struct MessageElementTests {
    private static let taken = [
        #"{"MsgType":"TIMTextElem","MsgContent":{"Text":""}}"#,
        #"{"MsgType":"TIMTextElem","MsgContent":{"Text":"\u0000 \" \\ 群 😀","More":[null,true,1.50,12345678901234567890]}}"#,
        #"{"MsgType":"TIMLocationElem","MsgContent":{"Desc":"d","Latitude":29.340656774469956,"Longitude":-0.0}}"#,
        #"{"MsgType":"TIMFaceElem","MsgContent":{"Index":6,"Data":"wave"}}"#,
        #"{"MsgType":"TIMCustomElem","MsgContent":{"Data":"","Desc":"d","Ext":"","Sound":"s"}}"#,
        #"{"MsgType":"TIMSoundElem","MsgContent":{"Url":"u","UUID":"i","Size":1,"Second":2,"Download_Flag":2}}"#,
        #"{"MsgType":"TIMImageElem","MsgContent":{"UUID":"i","ImageFormat":1,"ImageInfoArray":[{"Type":1,"Size":2,"Width":3,"Height":4,"URL":"u"}]}}"#,
        #"{"MsgType":"TIMFileElem","MsgContent":{"Url":"u","UUID":"i","FileSize":1,"FileName":"f","Download_Flag":2}}"#,
        #"{"MsgType":"TIMVideoFileElem","MsgContent":{"VideoUrl":"u","VideoSecond":0,"ThumbFormat":"JPG"}}"#,
        #"{"MsgType":"TIMRelayElem","MsgContent":{"Title":"t","MsgNum":1,"CompatibleText":"c","AbstractList":["a"],"MsgList":[{"From_Account":"x","GroupId":"g","MsgSeq":1,"MsgRandom":2,"MsgTimeStamp":3,"MsgBody":[{"MsgType":"TIMFaceElem","MsgContent":{"Index":1}}]}]}}"#,
        #"{"MsgType":"TIMRelayElem","MsgContent":{"Title":"t","MsgNum":1,"CompatibleText":"c","AbstractList":[],"JsonMsgKey":"k"}}"#,
    ]

    private func send(_ elements: String, to server: TestServer) async throws -> Answer {
        try await server.call(
            "group_open_http_svc/send_group_msg", #"{"GroupId":"crew","Random":1,"MsgBody":\#(elements)}"#)
    }

    @Test(arguments: taken)
    func `an element comes back as it was sent`(element: String) async throws {
        let server = try await TestServer.withCrew()
        #expect(try await send("[ \(element) ]", to: server).code == 0)
        #expect(try await server.history().text.contains(#""MsgBody":[\#(element)],"#))
    }

    @Test func `many elements keep their order`() async throws {
        let server = try await TestServer.withCrew()
        let elements = "[\(Self.taken.joined(separator: ","))]"
        #expect(try await send(elements, to: server).code == 0)
        #expect(try await server.history().text.contains(#""MsgBody":\#(elements),"#))
    }

    @Test(arguments: [
        ("[1]", "MsgBody[0]"), ("[{}]", "MsgBody[0].MsgType"),
        (#"[{"MsgType":"TIMTextElem"}]"#, "MsgBody[0].MsgContent"),
        (#"[{"MsgType":"timtextelem","MsgContent":{}}]"#, "MsgBody[0].MsgType"),
        (#"[{"MsgType":"TIMTextElem","MsgContent":[]}]"#, "MsgBody[0].MsgContent"),
        (#"[{"MsgType":"TIMTextElem","MsgContent":{}}]"#, "MsgBody[0].MsgContent.Text"),
        (#"[{"MsgType":"TIMTextElem","MsgContent":{"Text":null}}]"#, "MsgBody[0].MsgContent.Text"),
        (#"[{"MsgType":"TIMLocationElem","MsgContent":{"Latitude":1}}]"#, "MsgBody[0].MsgContent.Longitude"),
        (#"[{"MsgType":"TIMLocationElem","MsgContent":{"Latitude":"1","Longitude":1}}]"#, "MsgContent.Latitude"),
        (#"[{"MsgType":"TIMFaceElem","MsgContent":{"Index":1.5}}]"#, "MsgContent.Index"),
        (#"[{"MsgType":"TIMImageElem","MsgContent":{"ImageInfoArray":[{"Size":1}]}}]"#, "ImageInfoArray[0].Type"),
        (#"[{"MsgType":"TIMImageElem","MsgContent":{}}]"#, "MsgContent.ImageInfoArray"),
        (
            #"[{"MsgType":"TIMRelayElem","MsgContent":{"Title":"t","MsgNum":1,"CompatibleText":"c","AbstractList":[]}}]"#,
            "MsgContent.MsgList"
        ),
        (
            #"[{"MsgType":"TIMRelayElem","MsgContent":{"Title":"t","MsgNum":1,"CompatibleText":"c","AbstractList":[],"MsgList":[{"MsgBody":[{"MsgType":"x"}]}]}}]"#,
            "MsgContent.MsgList[0].MsgBody[0].MsgType"
        ),
        (
            #"[{"MsgType":"TIMCustomElem","MsgContent":{}},{"MsgType":"TIMCustomElem","MsgContent":{}}]"#,
            "MsgBody[1].MsgType"
        ),
    ])
    func `an element that is wrong is named`(elements: String, place: String) async throws {
        let server = try await TestServer.withCrew()
        let answer = try await send(elements, to: server)
        #expect(answer.code == 10004)
        #expect(answer.info.contains(place), "\(answer.info)")
    }
}
