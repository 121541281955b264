import Groups
import Testing
import Webhooks
import Wire

/// The body of each event, byte for byte, in the order of the protocol reference.
@Suite("Bodies of webhooks")
struct EventBodyTests {
    private static let eventTime: Int64 = 1_766_400_000_123

    /// An event of a write with the bodies that tell it.
    struct Case: Sendable, CustomTestStringConvertible {
        let name: String
        let event: AppEvent
        let bodies: [String]

        var testDescription: String { name }
    }

    @Test(arguments: try Case.all())
    func `each event is told in the protocol's words`(sample: Case) {
        let events = WebhookRegistry.afterEvents(of: sample.event)
        #expect(events.map { String(decoding: $0.body(eventTime: Self.eventTime), as: UTF8.self) } == sample.bodies)
    }

    @Test func `each event of the list has a sample`() throws {
        let told = try Case.all().flatMap { sample in
            WebhookRegistry.afterEvents(of: sample.event).map { type(of: $0).command }
        }
        #expect(Set(told) == Set(WebhookRegistry.after.map { $0.command }))
    }

    @Test func `lists are sorted by command`() {
        for commands in [WebhookRegistry.before.map { $0.command }, WebhookRegistry.after.map { $0.command }] {
            #expect(commands == commands.sorted())
        }
    }

    @Test func `what is asked before a group is created`() throws {
        var draft = GroupDraft(type: .public, name: "Harbour crew")
        draft.owner = try account("mira")
        draft.members = try ["tobin", "ines"].map {
            GroupDraft.InitialMember(account: try account($0), role: .member, customFields: .none)
        }
        let event = BeforeCreateGroup(draft, by: try account("administrator"), ownedGroups: 2)
        #expect(
            text(of: event) == #"{"CallbackCommand":"Group.CallbackBeforeCreateGroup","#
                + #""Operator_Account":"administrator","Owner_Account":"mira","Type":"Public","Name":"Harbour crew","#
                + #""CreateGroupNum":2,"MemberList":[{"Member_Account":"tobin"},{"Member_Account":"ines"}],"#
                + #""EventTime":1766400000123}"#)
    }

    @Test func `what is asked before accounts are added`() throws {
        let event = BeforeInviteJoinGroup(
            try [account("otis"), account("pia")], into: try group, of: .public, by: try account("administrator"))
        #expect(
            text(of: event) == #"{"CallbackCommand":"Group.CallbackBeforeInviteJoinGroup","GroupId":"pier","#
                + #""Type":"Public","Operator_Account":"administrator","DestinationMembers":["#
                + #"{"Member_Account":"otis"},{"Member_Account":"pia"}],"EventTime":1766400000123}"#)
    }

    @Test func `what is asked before a message is sent`() throws {
        let event = BeforeSendMsg(
            try message(), to: try group, of: .public, topic: nil, by: try account("administrator"))
        #expect(
            text(of: event) == #"{"CallbackCommand":"Group.CallbackBeforeSendMsg","GroupId":"pier","Type":"Public","#
                + #""From_Account":"mira","Operator_Account":"administrator","Random":2184401937,"OnlineOnlyFlag":0,"#
                + #""MsgBody":[{"MsgType":"TIMTextElem","MsgContent":{"Text":"pier 4"}}],"#
                + #""CloudCustomData":"ticket=5521","EventTime":1766400000123}"#)
    }

    @Test func `what is asked before a topic is created`() throws {
        let event = BeforeCreateTopic(named: "Tides", by: try account("administrator"))
        #expect(
            text(of: event) == #"{"CallbackCommand":"Group.CallbackBeforeCreateTopic","#
                + #""Operator_Account":"administrator","Type":"Community","Name":"Tides"}"#)
    }

    @Test func `what is told of a refused message`() throws {
        let event = SendMsgException(
            try message(), to: try group, of: nil, by: try account("administrator"),
            refusal: APIError(.groupNotFound, "no such group"))
        #expect(
            text(of: event) == #"{"CallbackCommand":"Group.CallbackSendMsgException","GroupId":"pier","Type":"","#
                + #""From_Account":"mira","Operator_Account":"administrator","Random":2184401937,"OnlineOnlyFlag":0,"#
                + #""MsgBody":[{"MsgType":"TIMTextElem","MsgContent":{"Text":"pier 4"}}],"#
                + #""CloudCustomData":"ticket=5521","ErrorCode":10010,"ErrorInfo":"no such group","#
                + #""EventTime":1766400000123}"#)
    }

    @Test func `a message to online members only says so, but not in an AVChatRoom`() throws {
        var message = try message()
        message.isOnlineOnly = true
        for (type, flag) in [(GroupType.public, 1), (.avChatRoom, 0)] {
            let event = BeforeSendMsg(message, to: try group, of: type, topic: nil, by: try account("administrator"))
            #expect(text(of: event).contains(#""OnlineOnlyFlag":\#(flag),"#))
        }
    }

    @Test func `nothing is told of imports and of messages that forbid it`() throws {
        var draft = GroupDraft(type: .public, name: "n")
        draft.isImported = true
        let imported = try draft.group(id: try group, createTime: now, limits: GroupLimits())
        var silent = try message()
        silent.suppressesAfterSendWebhook = true
        let kinds: [GroupEvent.Kind] = [
            .created(GroupEvent.CreatedGroup(imported)),
            .membersJoined(GroupEvent.JoinedMembers([try account("otis")], .imported, profile: try profile(.public))),
            .messageSent(GroupEvent.SentMessage(silent, seq: 1, at: now, in: nil)),
            .profileChanged([.isMuted(true)]),
            .memberChanged(try account("otis"), [.msgFlag(.discard)]),
            .ownerChanged(from: try account("otis"), to: nil),
        ]
        for kind in kinds {
            #expect(WebhookRegistry.afterEvents(of: try happened(kind)).isEmpty)
        }
    }

    /// Events that no write reports, by command.
    static func examples() throws -> [String: any WebhookEvent] {
        let caller = try account("administrator")
        var draft = GroupDraft(type: .public, name: "Harbour crew")
        draft.owner = try account("mira")
        draft.members = [.init(account: try account("tobin"), role: .member, customFields: .none)]
        let events: [any WebhookEvent] = [
            BeforeCreateGroup(draft, by: caller, ownedGroups: 2),
            BeforeCreateTopic(named: "Tides", by: caller),
            BeforeInviteJoinGroup([try account("otis")], into: try group, of: .public, by: caller),
            BeforeSendMsg(try message(), to: try group, of: .public, topic: nil, by: caller),
            SendMsgException(
                try message(), to: try group, of: .public, by: caller, refusal: APIError(.muted, "the group is muted")),
        ]
        return Dictionary(events.map { (type(of: $0).command, $0) }, uniquingKeysWith: { first, _ in first })
    }

    private func text(of event: some WebhookEvent) -> String {
        String(decoding: event.body(eventTime: Self.eventTime), as: UTF8.self)
    }
}
