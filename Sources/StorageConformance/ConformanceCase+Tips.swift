import Groups
import Storage
import Testing
import Wire

/// Tips of what happens in groups; each is a message of the history, where the app wants them.
extension ConformanceCase {
    static let tips = [
        ConformanceCase("what happens in a group is kept as tips") { store in
            try await store.importAccounts(
                [AccountImport(account: .carol, nick: "Carol", faceURL: "c.png")], in: .sample())
            try await store.create(.sample(.club, owner: .alice, members: [.bob]))
            _ = try await store.addMembers(
                [.carol, .dave], to: .club, in: .telling(at: 1, imports: true), isSilent: false)
            var profile = ProfileChange()
            profile.name = "Crew"
            profile.maxMemberNum = 30
            try await store.changeProfile(of: .club, in: .telling(at: 2), by: profile, operator: .bob)
            var member = MemberChange()
            member.role = .admin
            member.muteTime = 60
            try await store.changeMember(.bob, of: .club, in: .telling(at: 3), by: member)
            try await store.changeOwner(of: .club, to: .bob, in: .telling(at: 4))
            try await store.muteMembers([.dave], of: .club, topic: nil, in: .telling(at: 5), until: .never)
            try await store.removeMembers([.dave], from: .club, in: .telling(at: 6), isSilent: false, reason: "")
            try await store.banMembers([.carol], from: .club, in: .telling(at: 7), until: later(100))
            _ = try await store.deleteAccounts([.alice], in: .telling(at: 8))
            let carol = #"{"UserId":"carol","NickName":"Carol","ImageUrl":"c.png"}"#
            let shown = { (name: String) in #"{"UserId":"\#(name)","NickName":"","ImageUrl":""}"# }
            let about = { (name: String) in #""List_Account":["\#(name)"],"MsgMemberExtraInfo":[\#(shown(name))]}"# }
            let expected = [
                #"{"OpType":1,"Operator_Account":"dave","MemberNum":4,"List_Account":["carol","dave"],"#
                    + #""MsgMemberExtraInfo":[\#(carol),\#(shown("dave"))]}"#,
                #"{"OpType":6,"Operator_Account":"bob","MsgGroupNewInfo":{"GroupName":"Crew"}}"#,
                #"{"OpType":4,"Operator_Account":"dave",\#(about("bob"))"#,
                #"{"OpType":7,"Operator_Account":"dave","MsgMemberInfo":[{"User_Account":"bob","ShutupTime":60}],"#
                    + about("bob"),
                #"{"OpType":6,"Operator_Account":"dave","MsgGroupNewInfo":{"Owner_Account":"bob"}}"#,
                #"{"OpType":7,"Operator_Account":"dave","MsgMemberInfo":[{"User_Account":"dave","ShutupTime":0}],"#
                    + about("dave"),
                #"{"OpType":3,"Operator_Account":"dave",\#(about("dave"))"#,
                #"{"OpType":3,"Operator_Account":"dave","List_Account":["carol"],"MsgMemberExtraInfo":[\#(carol)]}"#,
                #"{"OpType":2,"Operator_Account":"alice","MemberNum":1,\#(about("alice"))"#,
            ]
            let kept = try await store.tips(of: .club)
            #expect(kept.map { String(decoding: $0.content.body, as: UTF8.self) } == expected)
            #expect(kept.map(\.seq) == Array(1...Int64(expected.count)))
            #expect(kept.map(\.time) == [1, 2, 3, 3, 4, 5, 6, 7, 8].map(later))
            let now = try await store.profile(.club)
            #expect((now.nextMsgSeq, now.lastMsgTime) == (Int64(expected.count) + 1, later(8)))
        },
        ConformanceCase("where tips are not wanted, none is kept") { store in
            try await store.create(.sample(.club, owner: .alice, members: [.bob]))
            try await store.add(.carol, to: .club)
            try await store.remove(.bob, from: .club)
            #expect(try await store.profile(.club).nextMsgSeq == 1)
        },
        ConformanceCase("what is done in silence, refused or tried has no tip") { store in
            try await store.importAccounts(.carol)
            try await store.create(.sample(.club, owner: .alice, members: [.bob]))
            _ = try await store.addMembers([.carol], to: .club, in: .telling(at: 1), isSilent: true)
            try await store.removeMembers([.carol], from: .club, in: .telling(at: 2), isSilent: true, reason: "")
            _ = try await store.addMembers(
                [.carol], to: .club, in: StoreScope.telling(at: 3).rehearsal, isSilent: false)
            #expect(
                try await refusal { try await store.changeOwner(of: .club, to: .carol, in: .telling(at: 4)) }
                    == .invalidParameter)
            // nothing changes
            try await store.changeOwner(of: .club, to: .alice, in: .telling(at: 5))
            let imported = MemberAdmission.Import(account: .carol, role: .member, joinTime: nil, unreadMsgNum: 0)
            _ = try await store.importMembers([imported], to: .club, in: .telling(at: 6))
            #expect(try await store.tips(of: .club).isEmpty)
        },
        ConformanceCase("tips are kept by types that have them") { store in
            let groups: [(GroupID, GroupType, Int)] = [
                (.club, .meeting, 1), (.team, .work, 0), (.sample("@TGS#_c"), .community, 2),
                (.sample("room"), .avChatRoom, 0),
            ]
            for (id, type, count) in groups {
                try await store.create(.sample(id, type: type, owner: .alice))
                var profile = ProfileChange()
                profile.faceURL = ""
                try await store.changeProfile(of: id, in: .telling(at: 1), by: profile, operator: nil)
                if type.storesMembers {
                    _ = try await store.addMembers([.bob], to: id, in: .telling(at: 2, imports: true), isSilent: false)
                }
                #expect(try await store.profile(id).nextMsgSeq == Int64(count) + 1, "\(type)")
            }
            // its first message lets a Work group tell
            try await store.send(.sample(from: .alice), to: Conversation(.team))
            try await store.removeMembers([.bob], from: .team, in: .telling(at: 3), isSilent: false, reason: "")
            #expect(try await store.tips(of: .team).map(\.seq) == [2])
        },
        ConformanceCase("a Community with topics has no tips") { store in
            try await store.create(.forum())
            var profile = ProfileChange()
            profile.name = "n"
            try await store.changeProfile(of: .forum, in: .telling(at: 1), by: profile, operator: nil)
            #expect(try await store.profile(.forum).nextMsgSeq == 1)
        },
        ConformanceCase("a tip stands in the history like a message, and stays as it is") { store in
            try await store.create(.sample(.club, owner: .alice, members: [.bob]))
            try await store.send(.sample("first"), at: later(50))
            var profile = ProfileChange()
            profile.notification = "n"
            try await store.changeProfile(of: .club, in: .telling(at: 1), by: profile, operator: nil)
            try await store.send(.sample("second", random: 2), at: later(60))
            let tip = try #require(try await store.tips(of: .club).first)
            #expect((tip.seq, tip.time, tip.random, tip.sender) == (2, later(50), 0, .system))
            #expect(try await store.history().readable == [3, 2, 1])
            #expect(try await store.recall(2, 1) == [.cannotBeRecalled, nil])
            let change = MessageChange(body: Array("[]".utf8))
            #expect(
                try await refusal { try await store.changeMessage(2, in: .club, scope: .sample(), by: change) }
                    == .messageToChangeNotFound)
            #expect(try await store.tips(of: .club) == [tip])
        },
        ConformanceCase("tips count as unread") { store in
            try await store.create(.sample(.club, owner: .alice, members: [.bob]))
            try await store.send(.sample())
            let before = try await store.member(.bob, of: .club)
            try await store.muteMembers([.alice], of: .club, topic: nil, in: .telling(at: 1), until: later(5))
            #expect(try await store.member(.bob, of: .club) == before)
            #expect(try await store.profile(.club).nextMsgSeq == 3)
        },
    ]
}

extension StoreScope {
    /// A call of ``Account/dave``, in an app that wants tips.
    fileprivate static func telling(at seconds: UInt32, imports: Bool = false) -> StoreScope {
        var scope = StoreScope.sample(
            at: later(seconds), accounts: imports ? .importOnSight : .mustExist,
            messages: .sample { $0.keepsTips = true })
        scope.caller = .dave
        return scope
    }
}

extension GroupStore {
    /// The tips of a group's history, in their order.
    fileprivate func tips(of group: GroupID) async throws -> [Message] {
        try await history(of: Conversation(group)).reversed().compactMap { entry in
            guard case .message(let message) = entry, message.isTip else {
                return nil
            }
            return message
        }
    }
}
