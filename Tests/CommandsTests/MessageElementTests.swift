import Apps
import Commands
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

    private static let respelled = [
        (
            #"{"MsgType":"TIMSoundElem","MsgContent":{"UUID":"u","Size":1,"Second":null}}"#,
            #"{"MsgType":"TIMSoundElem","MsgContent":{"UUID":"u","Size":1}}"#
        ),
        (
            #"{"MsgType":"TIMSoundElem","MsgContent":{"Size":null,"Url":null,"UUID":null,"Download_Flag":null},"More":null}"#,
            #"{"MsgType":"TIMSoundElem","MsgContent":{},"More":null}"#
        ),
        (
            #"{"MsgType":"TIMTextElem","MsgContent":{"Text":"t","text":null,"More":{"Text":null}}}"#,
            #"{"MsgType":"TIMTextElem","MsgContent":{"Text":"t","text":null,"More":{"Text":null}}}"#
        ),
        (
            #"{"MsgType":"TIMImageElem","MsgContent":{"ImageFormat":null,"ImageInfoArray":[{"Size":null,"Type":1},{"Type":2,"URL":null,"More":null}]}}"#,
            #"{"MsgType":"TIMImageElem","MsgContent":{"ImageInfoArray":[{"Type":1},{"Type":2,"More":null}]}}"#
        ),
        (
            #"{"MsgType":"TIMRelayElem","MsgContent":{"Title":"t","MsgNum":1,"CompatibleText":"c","AbstractList":["a"],"JsonMsgKey":null,"MsgList":[{"To_Account":null,"GroupId":"g","MsgBody":[{"MsgType":"TIMFaceElem","MsgContent":{"Data":null,"Index":1}}]},{"MsgBody":null}]}}"#,
            #"{"MsgType":"TIMRelayElem","MsgContent":{"Title":"t","MsgNum":1,"CompatibleText":"c","AbstractList":["a"],"MsgList":[{"GroupId":"g","MsgBody":[{"MsgType":"TIMFaceElem","MsgContent":{"Index":1}}]},{}]}}"#
        ),
        (
            #"{"MsgType":"TIMSoundElem","MsgContent":{"Size":1,"UUID":"u","Size":null}}"#,
            #"{"MsgType":"TIMSoundElem","MsgContent":{"UUID":"u"}}"#
        ),
        (
            #"{"MsgType":"TIMFaceElem","MsgContent":{"Data":"wave","Index":3.0,"More":3.0}}"#,
            #"{"MsgType":"TIMFaceElem","MsgContent":{"Data":"wave","Index":3,"More":3.0}}"#
        ),
        (
            #"{"MsgType":"TIMSoundElem","MsgContent":{"Size":"12","Second":"","Download_Flag":"2","UUID":""}}"#,
            #"{"MsgType":"TIMSoundElem","MsgContent":{"Size":12,"Download_Flag":2,"UUID":""}}"#
        ),
    ]

    @Test(arguments: respelled)
    func `a known field that is null is left out at every depth, and an integer is kept as one`(
        element: String, stored: String
    ) async throws {
        let server = try await TestServer.withCrew()
        #expect(try await send("[\(element)]", to: server).code == 0)
        #expect(try await server.history().text.contains(#""MsgBody":[\#(stored)],"#))
        let change = #"{"GroupId":"crew","MsgSeq":2,"MsgBody":[\#(element)]}"#
        try await server.send("other")
        #expect(try await server.call("openim/modify_group_msg", change).code == 0)
        #expect(try await server.history().text.ranges(of: #""MsgBody":[\#(stored)],"#).count == 2)
    }

    @Test func `messages that differ in such spellings alone are the same`() async throws {
        let server = try await TestServer.withCrew()
        for (element, stored) in Self.respelled {
            let first = try await send("[\(element)]", to: server)
            #expect(try await send("[\(stored)]", to: server).text == first.text)
        }
    }

    @Test func `a strict app refuses integers that are written otherwise, and null is absent there too`() async throws {
        let server = try await TestServer.withCrew { $0.isStrict = true }
        for index in ["3.0", #""3""#, #""""#] {
            let answer = try await send(#"[{"MsgType":"TIMFaceElem","MsgContent":{"Index":\#(index)}}]"#, to: server)
            #expect(answer.code == 10004)
            #expect(answer.info.contains("MsgBody[0].MsgContent.Index"))
        }
        let element = #"{"MsgType":"TIMFaceElem","MsgContent":{"Index":3,"Data":null}}"#
        #expect(try await send("[\(element)]", to: server).code == 0)
        #expect(try await server.history().text.contains(#""MsgContent":{"Index":3}"#))
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
        (#"[{"MsgType":"TIMFaceElem","MsgContent":{"Index":""}}]"#, "MsgBody[0].MsgContent.Index is missing"),
        (#"[{"MsgType":"TIMFaceElem","MsgContent":{"Index":"1x"}}]"#, "MsgBody[0].MsgContent.Index"),
        (#"[{"MsgType":"TIMTextElem","MsgContent":null}]"#, "MsgBody[0].MsgContent is missing"),
        (#"[{"MsgType":null,"MsgContent":{}}]"#, "MsgBody[0].MsgType is missing"),
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
