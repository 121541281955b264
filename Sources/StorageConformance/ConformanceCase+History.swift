import Groups
import Storage
import Testing
import Wire

extension ConformanceCase {
    static let history = [
        ConformanceCase("a conversation has the type of its group") { store in
            try await store.create(.sample(.club, type: .meeting))
            #expect(try await store.groupType(of: .club, in: .sample()) == .meeting)
            #expect(try await refusal { _ = try await store.groupType(of: .news, in: .sample()) } == .groupNotFound)
        },
        ConformanceCase("a page holds an entry for each number, the highest first") { store in
            try await store.create(.sample(.club, owner: .alice, members: [.bob]))
            #expect(try await store.history().isEmpty)
            #expect(try await store.history(upTo: 1).isEmpty)
            try await store.send(25)
            #expect(try await store.history().map(\.seq) == Array((6...25).reversed()))
            #expect(try await store.history(upTo: 5).map(\.seq) == [5, 4, 3, 2, 1])
            #expect(try await store.history(upTo: 7, count: 3).map(\.seq) == [7, 6, 5])
            for other: Int64 in [0, 26, .max, -1] {
                #expect(try await store.history(upTo: other, count: 1).map(\.seq) == [25])
            }
        },
        ConformanceCase("what is kept no longer is a gap at once, by age and by number") { store in
            try await store.create(.sample(.club, owner: .alice, members: [.bob]))
            try await store.send(5)
            let byCount = MessageLimits.sample { $0.historyCount = 2 }
            let byDays = MessageLimits.sample { $0.historyDays = 1 }
            let expected: [HistoryEntry] = [3, 2, 1].map { .expired(seq: $0) }
            #expect(try await store.history(upTo: 3, limits: byCount) == expected)
            #expect(try await store.history(limits: byCount).readable == [5, 4])
            #expect(try await store.history(limits: byDays, at: later(86_402)).readable == [5, 4])
            #expect(try await store.history(limits: byDays, at: later(86_404)).readable == [])
            #expect(try await store.history().readable == [5, 4, 3, 2, 1])
        },
        ConformanceCase("an AVChatRoom keeps no history") { store in
            try await store.create(.sample(.club, type: .avChatRoom))
            #expect(try await refusal { _ = try await store.history() } == .noHistory)
        },
        ConformanceCase("recalled messages are marked, one by one") { store in
            try await store.create(.sample(.club, owner: .alice, members: [.bob]))
            try await store.send(3)
            #expect(
                try await store.recall(2, 4, 0, 2, -1) == [
                    nil, .messageNotFound, .messageNotFound, nil, .messageNotFound,
                ])
            let entries = try await store.history()
            #expect(entries.readable == [3, 1])
            guard case .message(let message) = entries[1] else {
                Issue.record("a recalled message is still there")
                return
            }
            #expect(message.isRecalled)
            #expect(message.content == .text("1"))
            #expect(try await store.profile(.club).nextMsgSeq == 4)
        },
        ConformanceCase("what is kept no longer cannot be recalled") { store in
            try await store.create(.sample(.club, owner: .alice, members: [.bob]))
            try await store.send(3)
            let limits = MessageLimits.sample { $0.historyCount = 1 }
            #expect(try await store.recall(2, 3, limits: limits) == [.recallTooLate, nil])
            #expect(try await store.trimAll(limits: limits, at: now) == 2)
            #expect(try await store.recall(1) == [.recallTooLate])
        },
        ConformanceCase("a message of an AVChatRoom can be recalled for a while") { store in
            try await store.create(.sample(.club, type: .avChatRoom))
            try await store.importAccounts(.bob)
            try await store.send(1)
            #expect(try await store.recall(1, at: later(3_601)) == [.recallTooLate])
            #expect(try await store.recall(1, 2, at: later(3_600)) == [nil, .messageNotFound])
            #expect(try await store.trimAll(limits: .sample(), at: later(3_600)) == 0)
            #expect(try await store.trimAll(limits: .sample(), at: later(3_601)) == 1)
        },
        ConformanceCase("a sender's messages are recalled among the newest only") { store in
            try await store.create(.sample(.club, owner: .alice, members: [.bob]))
            try await store.send(3)
            try await store.send(.sample(from: .alice), at: later(4))
            try await store.recallMessages(sentBy: .bob, amongNewest: 3, in: .club, scope: .sample())
            #expect(try await store.history().readable == [4, 1])
            try await store.recallMessages(sentBy: nil, amongNewest: 1_000, in: .club, scope: .sample())
            try await store.recallMessages(sentBy: .dave, amongNewest: 1_000, in: .club, scope: .sample())
            #expect(try await store.history().readable == [4, 1])
        },
        ConformanceCase("clearing hides nothing from administrators") { store in
            try await store.create(.sample(.club, owner: .alice, members: [.bob]))
            try await store.clearMessages(of: .club, upTo: nil, in: .sample())
            try await store.send(3)
            try await store.clearMessages(of: .club, upTo: 2, in: .sample())
            try await store.clearMessages(of: .club, upTo: nil, in: .sample())
            #expect(try await store.history().readable == [3, 2, 1])
            try await store.create(.forum())
            #expect(
                try await refusal {
                    try await store.clearMessages(
                        of: .forum, upTo: nil, in: .sample())
                } == .notPermitted)
            #expect(
                try await refusal {
                    try await store.clearMessages(
                        of: .none, upTo: nil, in: .sample())
                } == .groupNotFound)
        },
        ConformanceCase("a changed message keeps what was not changed") { store in
            try await store.create(.sample(.club, owner: .alice, members: [.bob]))
            try await store.send(
                .sample { $0.content = .text("before", cloudCustomData: "data") }, at: later(1))
            let change = { (change: MessageChange, limits: MessageLimits) in
                try await store.changeMessage(1, in: .club, scope: .sample(at: later(5), messages: limits), by: change)
            }
            try await change(MessageChange(body: MessageContent.text("after").body), .sample())
            var expected = Message(
                seq: 1, sender: .bob, time: later(1), random: 1, content: .text("after", cloudCustomData: "data"))
            #expect(try await store.history() == [.message(expected)])
            try await change(MessageChange(cloudCustomData: difficultText), .sample())
            expected.content.cloudCustomData = difficultText
            #expect(try await store.history() == [.message(expected)])
            let short = MessageLimits.sample { $0.contentBytes = 10 }
            #expect(try await refusal { try await change(MessageChange(body: [1]), short) } == .messageTooLong)
            #expect(try await store.history() == [.message(expected)])
        },
        ConformanceCase("changing a message asks for the group, its type and the message") { store in
            let call = { (seq: Int64) in
                try await refusal {
                    try await store.changeMessage(seq, in: .club, scope: .sample(), by: MessageChange(body: [91, 93]))
                }
            }
            #expect(try await call(1) == .groupNotFound)
            try await store.create(.sample(.club, type: .avChatRoom))
            #expect(try await call(1) == .notPermitted)
            try await store.destroyGroup(.club, in: .sample())
            try await store.create(.sample(.club, owner: .alice, members: [.bob]))
            #expect(try await call(1) == .messageToChangeNotFound)
            try await store.send(2)
            _ = try await store.recall(1)
            #expect(try await call(1) == .messageToChangeNotFound)
            #expect(try await call(2) == nil)
            #expect(try await call(-1) == .messageToChangeNotFound)
        },
    ]

    static let trimming = [
        ConformanceCase("trimming removes what is kept no longer, and nothing else") { store in
            try await store.create(.sample(.club, owner: .alice, members: [.bob]))
            try await store.create(.sample(.team, owner: .alice))
            try await store.send(450)
            try await store.send(3, to: Conversation(.team))
            #expect(try await store.trimAll(limits: .sample(), at: later(1_000_000)) == 0)
            let limits = MessageLimits.sample { $0.historyCount = 2 }
            #expect(try await store.trimAll(limits: limits, at: now) == 449)
            #expect(try await store.history().readable == [450, 449])
            #expect(try await store.history(of: Conversation(.team)).readable == [3, 2])
            #expect(try await store.profile(.club).nextMsgSeq == 451)
            #expect(try await store.send(.sample("next")).seq == 451)
        },
        ConformanceCase("trimming removes by age, and messages that follow get higher numbers") { store in
            try await store.create(.sample(.club, owner: .alice, members: [.bob]))
            try await store.send(3)
            let limits = MessageLimits.sample { $0.historyDays = 1 }
            #expect(try await store.trimAll(limits: limits, at: later(86_401)) == 2)
            #expect(try await store.trimAll(limits: limits, at: later(86_402)) == 1)
            #expect(try await store.history().map(\.seq) == [3, 2, 1])
            #expect(try await store.send(.sample("next"), at: later(90_000)).seq == 4)
            #expect(try await store.history(at: later(90_000)).readable == [4])
        },
        ConformanceCase("trimming removes the messages of groups and topics that are gone") { store in
            try await store.create(.sample(.club, owner: .alice, members: [.bob]))
            try await store.send(210)
            try await store.destroyGroup(.club, in: .sample())
            try await store.create(.forum([.bob]))
            try await store.create(.news)
            try await store.create(.chat)
            try await store.send(2, to: .news)
            try await store.send(1, to: .chat)
            _ = try await store.destroyTopics([.news], of: .forum, in: .sample())
            #expect(try await store.trimAll(limits: .sample(), at: now) == 212)
            #expect(try await store.trimAll(limits: .sample(), at: now) == 0)
            #expect(try await store.history(of: .chat).readable == [1])
        },
        ConformanceCase("trimming looks at the messages of its app only") { store in
            try await store.create(.sample(.club, owner: .alice, members: [.bob]))
            try await store.send(3)
            let limits = MessageLimits.sample { $0.historyCount = 1 }
            let step = try await store.trimHistory(in: .sample(otherApp, messages: limits), after: 0)
            #expect(step == TrimStep(removedMessages: 0, next: nil))
        },
    ]
}
