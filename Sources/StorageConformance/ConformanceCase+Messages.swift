import Groups
import Storage
import Testing
import Wire

extension ConformanceCase {
    static let sending = [
        ConformanceCase("messages get numbers without gaps, and move the group and the sender") { store in
            try await store.create(.sample(.club, owner: .alice, members: [.bob]))
            let before = try await store.profile(.club)
            let first = try await store.send(.sample("one", random: 1), at: later(1))
            let second = try await store.send(.sample("two", random: 2), at: later(3))
            #expect([first, second] == [SentMessage(seq: 1, time: later(1)), SentMessage(seq: 2, time: later(3))])
            var expected = before
            expected.nextMsgSeq = 3
            expected.lastMsgTime = later(3)
            #expect(try await store.profile(.club) == expected)
            #expect(try await store.member(.bob, of: .club).lastSendMsgTime == later(3))
            #expect(try await store.member(.alice, of: .club).lastSendMsgTime == .never)
        },
        ConformanceCase("a sender has read the own message when everything before it was read") { store in
            try await store.create(.sample(.club, owner: .alice, members: [.bob]))
            try await store.send(.sample("one", from: .bob, random: 1))
            #expect(try await store.member(.bob, of: .club).msgSeq == 1)
            try await store.send(.sample("two", from: .alice, random: 2))
            #expect(try await store.member(.alice, of: .club).msgSeq == 0)
            #expect(try await store.member(.bob, of: .club).msgSeq == 1)
        },
        ConformanceCase("a message reads back as it was sent") { store in
            try await store.create(.sample(.club, owner: .alice, members: [.bob]))
            let content = MessageContent.text("x", cloudCustomData: difficultText)
            let draft = MessageDraft.sample(random: .max) {
                $0.content = content
                $0.priority = .lowest
            }
            try await store.send(draft, at: later(5))
            let expected = Message(
                seq: 1, sender: .bob, time: later(5), random: .max, priority: .lowest, content: content)
            #expect(try await store.history() == [.message(expected)])
        },
        ConformanceCase("of many who send at once, all get numbers of their own") { store in
            try await store.create(.sample(.club, owner: .alice, members: [.bob]))
            let seqs = try await withThrowingTaskGroup(of: Int64.self) { group in
                for index in 0..<64 {
                    group.addTask { try await store.send(.sample("\(index)", random: UInt32(index))).seq }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(seqs.sorted() == Array(1...64))
            #expect(try await store.profile(.club).nextMsgSeq == 65)
        },
        ConformanceCase("one who is no member moves no member") { store in
            try await store.create(.sample(.club, owner: .alice))
            try await store.importAccounts(.bob)
            #expect(try await store.send(.sample()).seq == 1)
            #expect(try await store.members(of: .club).map(\.account) == [.alice])
        },
        ConformanceCase("sending asks for the group, the sender, the message, receivers and mutes") { store in
            let limits = MessageLimits.sample { $0.contentBytes = 20 }
            let call = { (draft: MessageDraft, limits: MessageLimits) in
                try await refusal { _ = try await store.send(draft, limits: limits) }
            }
            let directed = MessageDraft.sample(from: .dave) { $0.receivers = [.carol] }
            #expect(try await call(directed, limits) == .groupNotFound)
            try await store.create(.sample(.club, owner: .alice))
            #expect(try await call(directed, limits) == .accountNotFound)
            try await store.importAccounts(.dave, .carol)
            try await store.mute(.dave, in: .club, until: .forever)
            #expect(try await call(directed, limits) == .messageTooLong)
            #expect(try await call(directed, .sample()) == .invalidParameter)
            try await store.add(.carol, to: .club)
            #expect(try await call(directed, .sample()) == .muted)
            try await store.mute(.dave, in: .club, until: .never)
            #expect(try await call(directed, .sample()) == nil)
        },
        ConformanceCase("mutes of the member, the group and the app hold, and leave nothing behind") { store in
            try await store.create(.sample(.club, owner: .alice, members: [.bob]))
            let call = { (sender: Account) in
                try await refusal { _ = try await store.send(.sample(from: sender), at: later(1)) }
            }
            try await store.mute(.bob, in: .club, until: later(2))
            #expect(try await call(.bob) == .muted)
            try await store.mute(.bob, in: .club, until: later(1))
            var muteAll = ProfileChange()
            muteAll.isMuted = true
            try await store.change(.club, by: muteAll)
            #expect(try await call(.bob) == .muted)
            #expect(try await call(.alice) == nil)
            try await store.importAccounts(.carol)
            #expect(try await call(.carol) == nil)
            _ = try await store.changeGlobalMute(of: .alice, in: .sample(), by: GlobalMuteChange(groupUntil: .forever))
            #expect(try await call(.alice) == .muted)
            #expect(try await store.profile(.club).nextMsgSeq == 3)
            try await store.send(.sample("any", from: .bob) { $0.isExemptFromMutes = true })
            #expect(try await store.profile(.club).nextMsgSeq == 4)
        },
        ConformanceCase("a mute that precedes joining, or outlives leaving, holds") { store in
            try await store.create(.sample(.club, owner: .alice, members: [.bob]))
            try await store.mute(.bob, in: .club, until: .forever)
            try await store.remove(.bob, from: .club)
            #expect(try await refusal { _ = try await store.send(.sample()) } == .muted)
        },
        ConformanceCase("times never go back as numbers go up") { store in
            try await store.create(.sample(.club, owner: .alice, members: [.bob]))
            let times = [later(5), later(4), later(6)]
            var sent: [SentMessage] = []
            for (random, time) in times.enumerated() {
                sent.append(try await store.send(.sample(random: UInt32(random)), at: time))
            }
            #expect(sent.map(\.seq) == [1, 2, 3])
            #expect(sent.map(\.time) == [later(5), later(5), later(6)])
            let online = try await store.send(.sample("online") { $0.isOnlineOnly = true }, at: later(1))
            #expect(online.time == later(1))
            #expect(try await store.profile(.club).lastMsgTime == later(6))
        },
        ConformanceCase("a throttled message leaves nothing, and is not the first of its kind") { store in
            try await store.create(.sample(.club, owner: .alice, members: [.bob]))
            let before = try await store.profile(.club)
            let dropped = try await store.send(.sample(), isThrottled: true)
            #expect(dropped == SentMessage(seq: 0, time: now, outcome: .dropped))
            #expect(try await store.profile(.club) == before)
            #expect(try await store.send(.sample()) == SentMessage(seq: 1, time: now))
            #expect(try await store.send(.sample(), isThrottled: true).outcome == .duplicate)
        },
        ConformanceCase("a message for online members takes no number, but in an AVChatRoom") { store in
            try await store.create(.sample(.club, owner: .alice, members: [.bob]))
            let before = try await store.profile(.club)
            let draft = MessageDraft.sample { $0.isOnlineOnly = true }
            #expect(try await store.send(draft) == SentMessage(seq: 0, time: now))
            #expect(try await store.send(draft).outcome == .duplicate)
            #expect(try await store.profile(.club) == before)
            #expect(try await store.history().isEmpty)
            try await store.create(.sample(.team, type: .avChatRoom))
            #expect(try await store.send(draft, to: Conversation(.team)).seq == 1)
        },
        ConformanceCase("the first message activates a Work group for all members") { store in
            try await store.create(.sample(.club, type: .work, owner: .alice, members: [.bob]))
            let count = {
                try await store.readJoinedGroups(
                    of: .bob, filter: JoinedGroupFilter(), offset: 0, limit: nil, details: nil, in: .sample(),
                    visitor: RecordingListVisitor()
                ).groups.count
            }
            #expect(try await count() == 0)
            try await store.send(.sample())
            #expect(try await count() == 1)
            #expect(try await store.profile(.club).isActivated)
        },
        ConformanceCase("topics have messages of their own, and the group with topics has none") { store in
            try await store.create(.forum([.bob]))
            try await store.create(.news)
            try await store.create(.chat)
            let group = try await store.profile(.forum)
            #expect(try await refusal { try await store.send(1, to: Conversation(.forum)) } == .invalidParameter)
            #expect(
                try await refusal { try await store.send(1, to: Conversation(.forum, topic: TopicID.none)) }
                    == .groupNotFound)
            try await store.send(3, to: .news)
            try await store.send(1, to: .chat)
            #expect(try await store.topic(.news)?.topic.nextMsgSeq == 4)
            #expect(try await store.topic(.news)?.topic.lastMsgTime == later(2))
            #expect(try await store.topic(.chat)?.topic.nextMsgSeq == 2)
            #expect(try await store.topic(.news, for: .bob)?.selfInfo?.msgSeq == 3)
            #expect(try await store.topic(.news, for: .alice)?.selfInfo?.msgSeq == 0)
            #expect(try await store.profile(.forum) == group)
            #expect(try await store.member(.bob, of: .forum).lastSendMsgTime == now)
            try await store.create(.sample(.club, owner: .alice, members: [.bob]))
            #expect(
                try await refusal { try await store.send(1, to: Conversation(.club, topic: .news)) }
                    == .invalidParameter)
        },
        ConformanceCase("mutes of a topic and in it hold there only") { store in
            try await store.create(.forum([.bob]))
            try await store.create(.news)
            try await store.create(.chat)
            try await store.muteMembers([.bob], of: .forum, topic: .news, in: .sample(), until: .forever)
            #expect(try await refusal { try await store.send(1, to: .news) } == .muted)
            #expect(try await refusal { try await store.send(1, to: .chat) } == nil)
            var change = TopicChange()
            change.isMuted = true
            try await store.changeTopic(.chat, of: .forum, in: .sample(), by: change, operator: nil)
            #expect(try await refusal { try await store.send(2, to: .chat) } == .muted)
            #expect(try await refusal { try await store.send(1, from: .alice, to: .chat) } == nil)
        },
        ConformanceCase("a group or topic of the same name begins anew") { store in
            try await store.create(.sample(.club, owner: .alice, members: [.bob]))
            try await store.send(2)
            try await store.destroyGroup(.club, in: .sample())
            try await store.create(.sample(.club, owner: .alice, members: [.bob]))
            #expect(try await store.history().isEmpty)
            #expect(try await store.send(.sample("0", random: 0)).seq == 1)
            try await store.create(.forum([.bob]))
            try await store.create(.news)
            try await store.send(2, to: .news)
            _ = try await store.destroyTopics([.news], of: .forum, in: .sample())
            try await store.create(.news)
            #expect(try await store.history(of: .news).isEmpty)
            #expect(try await store.topic(.news, for: .bob)?.selfInfo?.msgSeq == 0)
        },
        ConformanceCase("broadcasts are numbered by the app, and repeated ones are the same") { store in
            try await store.importAccounts(.bob)
            try await store.importAccounts(.bob, in: otherApp)
            let call = { (random: UInt32, app: SDKAppID, isThrottled: Bool) in
                try await store.broadcastMessage(.sample(random: random), in: .sample(), isThrottled: { isThrottled })
            }
            #expect(try await call(1, app, false) == SentMessage(seq: 1, time: now))
            #expect(try await call(1, app, true) == SentMessage(seq: 1, time: now, outcome: .duplicate))
            #expect(try await call(2, app, true) == SentMessage(seq: 0, time: now, outcome: .dropped))
            #expect(try await call(2, app, false).seq == 2)
            #expect(try await call(1, otherApp, false).seq == 1)
            #expect(
                try await refusal {
                    _ = try await store.broadcastMessage(.sample(from: .dave), in: .sample(), isThrottled: { false })
                } == .accountNotFound)
        },
    ]

    static let messageImports = [
        ConformanceCase("imported messages get numbers, times and senders, and everybody has read them") { store in
            try await store.create(.sample(.club, owner: .alice, members: [.bob, .carol]))
            let results = try await store.import(
                .sample("one", from: .alice, at: later(1)), .sample("two", at: later(1)), .sample("three", at: later(7))
            )
            #expect(results == [.imported(seq: 1), .imported(seq: 2), .imported(seq: 3)])
            let club = try await store.profile(.club)
            #expect((club.nextMsgSeq, club.lastMsgTime) == (4, later(7)))
            let members = try await store.members(of: .club)
            #expect(members.map(\.msgSeq) == [3, 3, 3])
            #expect(members.map(\.lastSendMsgTime) == [later(1), later(7), .never])
            #expect(try await store.history().map(\.seq) == [3, 2, 1])
        },
        ConformanceCase("read positions that are set after an import stay until the next one") { store in
            try await store.create(.sample(.club, owner: .alice, members: [.bob]))
            try await store.import(.sample("one", at: later(1)), .sample("two", at: later(2)))
            try await store.setUnreadMsgNum(2, of: .bob, in: .club, scope: .sample())
            #expect(try await store.member(.bob, of: .club).msgSeq == 0)
            try await store.add(.carol, to: .club)
            #expect(try await store.member(.carol, of: .club).msgSeq == 2)
            try await store.send(.sample(from: .alice), at: later(2_000))
            #expect(try await store.member(.alice, of: .club).msgSeq == 3)
            #expect(try await store.member(.carol, of: .club).msgSeq == 2)
            try await store.import(.sample("three", at: later(2_001)), at: later(3_000))
            #expect(try await store.members(of: .club).map(\.msgSeq) == [4, 4, 4])
        },
        ConformanceCase("a time that goes back, lies in the future or precedes the group is refused for its item") {
            store in
            try await store.create(.sample(.club, owner: .alice, members: [.bob], at: later(1)))
            let results = try await store.import(
                .sample("a", at: now), .sample("b", at: later(1)), .sample("c", at: later(5)),
                .sample("d", at: later(4)), .sample("e", at: later(5)), .sample("f", at: later(10)),
                .sample("g", at: later(9)), at: later(9))
            #expect(
                results == [
                    .invalidTime, .imported(seq: 1), .imported(seq: 2), .invalidTime, .imported(seq: 3), .invalidTime,
                    .imported(seq: 4),
                ])
            #expect(try await store.import(.sample("h", at: later(8))) == [.invalidTime])
            #expect(try await store.profile(.club).lastMsgTime == later(9))
        },
        ConformanceCase("a message that is too long is refused for its item") { store in
            try await store.create(.sample(.club, owner: .alice, members: [.bob]))
            let long = ImportedMessage.sample(String(repeating: "x", count: 50), at: later(1))
            let limits = MessageLimits.sample { $0.contentBytes = 70 }
            let results = try await store.import(long, .sample("b", at: later(2)), limits: limits)
            #expect(results == [.tooLong, .imported(seq: 1)])
        },
        ConformanceCase("a message that is imported again is the first one, where it has a Random") { store in
            try await store.create(.sample(.club, owner: .alice, members: [.bob]))
            let first = ImportedMessage.sample(random: 5, at: later(1))
            #expect(try await store.import(first, .sample("two", random: 6, at: later(2))).count == 2)
            #expect(try await store.import(first) == [.duplicate(seq: 1, time: later(1))])
            #expect(
                try await store.import(.sample(random: 5, at: later(600)))
                    == [.imported(seq: 3)])
            #expect(
                try await store.import(.sample(at: later(601)), .sample(at: later(601)))
                    == [.imported(seq: 4), .imported(seq: 5)])
            var made = ImportedMessage.sample(at: later(601))
            made.random = 9
            #expect(
                try await store.import(made, .sample(random: 9, at: later(601)), made)
                    == [.imported(seq: 6), .imported(seq: 7), .imported(seq: 8)])
        },
        ConformanceCase("an import that takes nothing changes nothing") { store in
            try await store.create(.sample(.club, owner: .alice, members: [.bob]))
            try await store.send(1, from: .alice)
            let before = (try await store.profile(.club), try await store.members(of: .club))
            #expect(try await store.import(.sample(at: .never)) == [.invalidTime])
            #expect(try await store.import().isEmpty)
            #expect(try await store.profile(.club) == before.0)
            #expect(try await store.members(of: .club) == before.1)
        },
        ConformanceCase("an import asks for the group, its type and the senders") { store in
            let call = { try await refusal { _ = try await store.import(.sample(from: .dave, at: later(1))) } }
            #expect(try await call() == .groupNotFound)
            try await store.create(.sample(.club, type: .avChatRoom))
            #expect(try await call() == .notPermitted)
            try await store.destroyGroup(.club, in: .sample())
            try await store.create(.sample(.club))
            #expect(try await call() == .accountNotFound)
        },
        ConformanceCase("an import into a topic reads it for everybody, and no other") { store in
            try await store.create(.forum([.bob]))
            try await store.create(.news)
            try await store.create(.chat)
            try await store.send(2, from: .alice, to: .chat)
            try await store.import(.sample(at: later(1)), to: .news)
            #expect(try await store.topic(.news, for: .bob)?.selfInfo?.msgSeq == 1)
            #expect(try await store.topic(.chat, for: .bob)?.selfInfo?.msgSeq == 0)
            try await store.send(.sample(), to: .news, at: later(2_000))
            #expect(try await store.topic(.news, for: .bob)?.selfInfo?.msgSeq == 2)
            #expect(try await store.topic(.news, for: .alice)?.selfInfo?.msgSeq == 1)
        },
    ]
}
