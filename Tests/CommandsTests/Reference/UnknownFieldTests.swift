import Apps
import Commands
import Testing
import Wire

@Suite("Fields that no declaration knows")
struct UnknownFieldTests {
    private static let name = CommandName(service: .groupOpen, command: "create_group")
    private static let body =
        #"{"Type":"Public","Name":"n","Introductoin":"i","MemberList":[{"Member_Account":"a","role":"x"}]}"#

    private static func read(_ body: String, strictly: Bool = false) throws(APIError) {
        var app = AppSettings(sdkAppID: SDKAppID(1), secretKey: nil, admins: [])
        app.refusesUnknownFields = strictly
        try CommandRegistry.entry(for: name)?.read(Array(body.utf8), for: app)
    }

    @Test("A request with a field that is unknown is taken")
    func takesUnknown() throws {
        try Self.read(Self.body)
    }

    @Test("An app that is strict on fields refuses the first unknown one, and names the likely one")
    func refusesUnknown() {
        let refusal = #expect(throws: APIError.self) { try Self.read(Self.body, strictly: true) }
        #expect(refusal?.code == .invalidParameter)
        #expect(refusal?.text == "Introductoin is no field of this command, perhaps Introduction is meant")
    }

    @Test("An unknown field inside a list is refused with its place")
    func refusesInner() {
        let body =
            #"{"Type":"Public","Name":"n","MemberList":[{"Member_Account":"a"},{"Member_Account":"b","role":"x"}]}"#
        let refusal = #expect(throws: APIError.self) { try Self.read(body, strictly: true) }
        #expect(refusal?.text == "MemberList[1].role is no field of this command, perhaps Role is meant")
    }

    @Test("A refusal for a field that is missing names the one that may have been meant for it")
    func hints() {
        let refusal = #expect(throws: APIError.self) { try Self.read(#"{"Type":"Public","name":"n"}"#) }
        #expect(refusal?.text == "Name is missing; name is no field of this command, perhaps Name is meant")
    }

    @Test("What is no name is not repeated")
    func hidesWhatIsNoName() {
        let body = #"{"Type":"Public","Name":"n","\#(String(repeating: "x", count: 37))":1}"#
        let refusal = #expect(throws: APIError.self) { try Self.read(body, strictly: true) }
        #expect(refusal?.text == "a field of 37 bytes is no field of this command")
    }

    @Test("What a message holds is its own affair")
    func leavesMessagesAlone() throws {
        var app = AppSettings(sdkAppID: SDKAppID(1), secretKey: nil, admins: [])
        app.refusesUnknownFields = true
        let entry = CommandRegistry.entry(for: CommandName(service: .groupOpen, command: "send_group_msg"))
        let body =
            #"{"GroupId":"g","Random":1,"MsgBody":[{"MsgType":"TIMTextElem","MsgContent":{"Text":"t","More":1}}]}"#
        try entry?.read(Array(body.utf8), for: app)
    }
}
