import Groups
import Storage
import Testing
import Wire

extension ConformanceCase {
    static let repeatedMessages = [
        ConformanceCase("the same message within the window is the first one") { store in
            try await store.create(.sample(.club, owner: .alice, members: [.bob]))
            let first = try await store.send(.sample(), at: now)
            let again = try await store.send(.sample(), at: later(299))
            #expect(again == SentMessage(seq: first.seq, time: first.time, outcome: .duplicate))
            #expect(try await store.send(.sample(), at: later(300)).seq == 2)
            #expect(try await store.profile(.club).nextMsgSeq == 3)
        },
        ConformanceCase("a clock that was set back leaves nothing that counts for longer than the window") { store in
            try await store.create(.sample(.club, owner: .alice, members: [.bob]))
            #expect(try await store.send(.sample(), at: later(10_000)).seq == 1)
            #expect(try await store.send(.sample(), at: now).seq == 2)
            #expect(try await store.send(.sample(), at: later(299)).seq == 2)
            #expect(try await store.send(.sample(), at: later(300)).seq == 3)
        },
        ConformanceCase("a message that is overtaken by its repetition is still the same") { store in
            try await store.create(.sample(.club, owner: .alice, members: [.bob]))
            let first = try await store.send(.sample(), at: later(299))
            let overtaken = try await store.send(.sample(), at: now)
            #expect(overtaken == SentMessage(seq: first.seq, time: first.time, outcome: .duplicate))
            #expect(try await store.send(.sample("other"), at: later(300)).seq == 2)
            #expect(try await store.send(.sample("other"), at: now).seq == 3)
        },
        ConformanceCase("an account that came by a clock that was set back repeats itself like any other") { store in
            try await store.importAccounts([AccountImport(account: .bob)], in: .sample(at: later(10_000)))
            try await store.create(.sample(.club, owner: .alice, members: [.bob]))
            #expect(try await store.send(.sample(), at: now).seq == 1)
            #expect(try await store.send(.sample(), at: later(1)).outcome == .duplicate)
        },
        ConformanceCase("the same message after its recall is still the first one, and says so") { store in
            try await store.create(.sample(.club, owner: .alice, members: [.bob]))
            let first = try await store.send(.sample(), at: now)
            _ = try await store.recall(1)
            let again = try await store.send(.sample(), at: later(299))
            #expect(again == SentMessage(seq: first.seq, time: first.time, outcome: .duplicateOfRecalled))
        },
        ConformanceCase("an account that was deleted and came back repeats nobody's message") { store in
            try await store.create(.sample(.club, owner: .alice, members: [.bob]))
            let outsider = MessageDraft.sample(from: .bob)
            #expect(try await store.send(outsider, at: now).seq == 1)
            _ = try await store.deleteAccounts([.bob], in: .sample(at: later(1)))
            try await store.importAccounts([AccountImport(account: .bob)], in: .sample(at: later(2)))
            #expect(try await store.send(outsider, at: later(3)).seq == 2)
            #expect(try await store.send(outsider, at: later(4)).outcome == .duplicate)
        },
        ConformanceCase("another sender, Random, content, group or app makes another message") { store in
            try await store.create(.sample(.club, owner: .alice, members: [.bob]))
            try await store.create(.sample(.team, owner: .alice))
            try await store.create(.sample(.club, owner: .alice, members: [.bob]), in: otherApp)
            let seqs = [
                try await store.send(.sample()),
                try await store.send(.sample(from: .alice)),
                try await store.send(.sample(random: 2)),
                try await store.send(.sample("other")),
                try await store.send(.sample(), to: Conversation(.team)),
                try await store.send(.sample(), in: otherApp),
            ].map(\.seq)
            #expect(seqs == [1, 2, 3, 4, 1, 1])
        },
        ConformanceCase("a message whose Random the server made is never the same as another") { store in
            try await store.create(.sample(.club, owner: .alice, members: [.bob]))
            let made = MessageDraft.sample { $0.isRandomMade = true }
            #expect(try await store.send(made).seq == 1)
            #expect(try await store.send(made).seq == 2)
            #expect(try await store.send(.sample()).seq == 3)
            #expect(try await store.send(made).seq == 4)
            #expect(try await store.send(.sample()) == SentMessage(seq: 3, time: now, outcome: .duplicate))
            var broadcasts: [Int64] = []
            for draft in [made, made, .sample(), made] {
                let sent = try await store.broadcastMessage(draft, in: .sample(), isThrottled: { false })
                broadcasts.append(sent.seq)
            }
            #expect(broadcasts == [1, 2, 3, 4])
        },
        ConformanceCase("of many who send the same message at once, one is taken") { store in
            try await store.create(.sample(.club, owner: .alice, members: [.bob]))
            let outcomes = try await withThrowingTaskGroup(of: SentMessage.self) { group in
                for _ in 0..<32 {
                    group.addTask { try await store.send(.sample()) }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(outcomes.count { $0.outcome == .taken } == 1)
            #expect(outcomes.allSatisfy { $0.seq == 1 })
        },
    ]
}
