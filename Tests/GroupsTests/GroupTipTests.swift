import Groups
import Testing
import Wire

@Suite("Tips")
struct GroupTipTests {
    @Test func `a tip is told by those who see it, as far as the type has such tips`() throws {
        let mira = try account("mira")
        let all: [(kind: GroupEvent.Kind, types: [GroupType])] = [
            (.membersJoined(try joined(.added)), [.work, .public, .community]),
            (.membersLeft(try left(.removed)), [.work, .public, .community]),
            (.memberChanged(mira, [.role(.admin, from: .member)]), [.work, .public, .community]),
            (.membersMuted([mira], topic: nil, until: now), [.work, .public, .community]),
            (.ownerChanged(from: nil, to: mira), [.work, .public, .meeting, .community]),
            (.profileChanged([.introduction("i")]), [.work, .public, .meeting, .community]),
        ]
        for (kind, types) in all {
            for type in GroupType.allCases {
                #expect((try tip(kind, in: type) != nil) == types.contains(type), "\(kind) in \(type)")
            }
        }
    }

    @Test func `what members do not see has no tip`() throws {
        let mira = try account("mira")
        let silent: [GroupEvent.Kind] = [
            .membersJoined(try joined(.imported)), .membersJoined(try joined(.added, isSilent: true)),
            .membersLeft(try left(.removed, isSilent: true)), .ownerChanged(from: mira, to: nil),
            .memberChanged(mira, [.role(.admin, from: .admin), .nameCard("m")]),
            .memberChanged(mira, [.role(.member, from: .member)]),
            .membersMuted([mira], topic: TopicID("@TGS#_f@TOPIC#_t"), until: now),
            .profileChanged([.isMuted(true), .maxMemberNum(5), .customField(CustomField(key: "k", value: "v"))]),
            .destroyed(name: "n", owner: nil, members: []), .membersBanned([mira], until: now), .activated,
        ]
        for kind in silent {
            #expect(try tip(kind, in: .public) == nil, "\(kind)")
        }
    }

    @Test func `a tip says what happened`() throws {
        let mira = try account("mira")
        let tobin = try account("tobin")
        let tips: [(GroupEvent.Kind, GroupTip.Kind)] = [
            (.membersJoined(try joined(.added)), .joined([mira, tobin], memberNum: 3)),
            (.membersLeft(try left(.removed)), .removed([mira, tobin])),
            (.membersLeft(try left(.banned)), .removed([mira, tobin])),
            (.membersLeft(try left(.accountDeleted)), .left([mira, tobin], memberNum: 3)),
            (.memberChanged(mira, [.nameCard("m"), .role(.admin, from: .member)]), .roleChanged(mira, isAdmin: true)),
            (.memberChanged(mira, [.role(.member, from: .admin)]), .roleChanged(mira, isAdmin: false)),
            (.membersMuted([mira], topic: nil, until: now.advanced(bySeconds: 9)), .muted([mira], seconds: 9)),
            (.membersMuted([mira], topic: nil, until: .never), .muted([mira], seconds: 0)),
            (.ownerChanged(from: tobin, to: mira), .ownerChanged(to: mira)),
            (
                .profileChanged([.name("n"), .isMuted(true), .faceURL("")]),
                .profileChanged([.name("n"), .faceURL("")])
            ),
        ]
        for (kind, expected) in tips {
            #expect(try tip(kind, in: .public) == GroupTip(expected, by: tobin))
        }
    }

    @Test func `the body names its members in the form of the history`() throws {
        let mira = try account("mira")
        let fields: [GroupEvent.ProfileField] = [
            .name("\"n\""), .introduction("i"), .notification(""), .faceURL("f"),
        ]
        let profile = GroupTip(.profileChanged(fields), by: nil).body(showing: [])
        #expect(
            String(decoding: profile, as: UTF8.self)
                == #"{"OpType":6,"Operator_Account":"","MsgGroupNewInfo":{"GroupName":"\"n\"","#
                + #""GroupIntroduction":"i","GroupNotification":"","GroupFaceUrl":"f"}}"#)
        let numbers: [(GroupTip.Kind, Int64)] = [
            (.joined([mira], memberNum: 1), 1), (.left([mira], memberNum: 1), 2), (.removed([mira]), 3),
            (.roleChanged(mira, isAdmin: true), 4), (.roleChanged(mira, isAdmin: false), 5),
            (.ownerChanged(to: mira), 6), (.muted([mira], seconds: 1), 7),
        ]
        for (kind, number) in numbers {
            let body = GroupTip(kind, by: mira).body(showing: [])
            #expect(
                String(decoding: body, as: UTF8.self).hasPrefix(#"{"OpType":\#(number),"Operator_Account":"mira""#))
        }
    }

    private func tip(_ kind: GroupEvent.Kind, in type: GroupType) throws -> GroupTip? {
        GroupTip(of: GroupEvent(in: try profile(type), at: now, by: try account("tobin"), kind))
    }

    private func joined(_ cause: GroupEvent.JoinedMembers.Cause, isSilent: Bool = false) throws
        -> GroupEvent.JoinedMembers
    {
        GroupEvent.JoinedMembers(
            [try account("mira"), try account("tobin")], cause, isSilent: isSilent, profile: try activated())
    }

    private func left(_ cause: GroupEvent.LeftMembers.Cause, isSilent: Bool = false) throws -> GroupEvent.LeftMembers {
        GroupEvent.LeftMembers(
            [try account("mira"), try account("tobin")], cause, isSilent: isSilent, profile: try activated())
    }

    private func activated() throws -> GroupProfile {
        try profile(.public, memberNum: 3)
    }
}
