import Groups
import Storage
import Testing
import Wire

extension GroupStore {
    /// Creates the club with a message that asks for receipts, and one that does not.
    fileprivate func createAsking(type: GroupType = .public) async throws {
        try await create(.sample(.club, type: type, owner: .alice, members: [.bob, .carol]))
        try await send(.sample("one", random: 1) { $0.needsReadReceipt = true })
        try await send(.sample("two", random: 2))
    }

    fileprivate func acknowledge(
        _ seqs: Int64..., by account: Account?, limits: MessageLimits = .sample()
    ) async throws {
        try await acknowledgeMessages(seqs, in: .club, scope: .sample(messages: limits), by: account)
    }

    fileprivate func counts(_ seqs: Int64..., limits: MessageLimits = .sample()) async throws -> [ReceiptCount?] {
        try await receiptCounts(of: seqs, in: .club, scope: .sample(messages: limits))
    }

    fileprivate func accounts(
        haveRead: Bool, of seq: Int64 = 1, after account: Account? = nil, limit: Int64 = 200
    ) async throws -> ReceiptPage {
        try await receiptAccounts(
            of: seq, in: .club, scope: .sample(), haveRead: haveRead, after: account, limit: limit)
    }
}

extension ConformanceCase {
    static let receipts = [
        ConformanceCase("a message asks the members of its time, without the sender") { store in
            try await store.createAsking()
            try await store.add(.dave, to: .club)
            #expect(try await store.counts(1, 2, 3, 1).map { $0?.unread } == [2, nil, nil, 2])
            #expect(
                try await store.accounts(haveRead: false)
                    == ReceiptPage(accounts: [.alice, .carol], isFinished: true))
            try await store.remove(.carol, from: .club)
            #expect(try await store.counts(1) == [ReceiptCount(read: 0, unread: 2)])
        },
        ConformanceCase("who has read a message is counted once") { store in
            try await store.createAsking()
            try await store.acknowledge(1, 2, 9, by: .carol)
            try await store.acknowledge(1, by: .carol)
            #expect(try await store.counts(1) == [ReceiptCount(read: 1, unread: 1)])
            #expect(try await store.accounts(haveRead: true).accounts == [.carol])
            #expect(try await store.accounts(haveRead: false).accounts == [.alice])
        },
        ConformanceCase("accounts come page by page, sorted") { store in
            let many = Account.many(5)
            try await store.create(.sample(.club, owner: .bob, members: many))
            try await store.send(.sample { $0.needsReadReceipt = true })
            #expect(
                try await store.accounts(haveRead: false, limit: 2)
                    == ReceiptPage(accounts: [many[0], many[1]], isFinished: false))
            #expect(
                try await store.accounts(haveRead: false, after: many[2], limit: 2)
                    == ReceiptPage(accounts: [many[3], many[4]], isFinished: true))
        },
        ConformanceCase("acknowledging asks for the group, its type, the member and the messages") { store in
            let call = { (account: Account?) in
                try await refusal { try await store.acknowledge(2, by: account) }
            }
            #expect(try await call(.carol) == .groupNotFound)
            try await store.create(.sample(.club, type: .community, owner: .alice))
            #expect(try await call(.carol) == .notPermitted)
            try await store.destroyGroup(.club, in: .sample())
            try await store.createAsking()
            #expect(try await call(.dave) == .notPermitted)
            #expect(try await call(nil) == .notPermitted)
            #expect(try await call(.carol) == .receiptNotFound)
            #expect(try await refusal { try await store.acknowledge(1, by: .bob) } == .receiptNotFound)
        },
        ConformanceCase("reading receipts asks for the group, its type and the message") { store in
            #expect(try await refusal { _ = try await store.counts(1) } == .groupNotFound)
            #expect(try await refusal { _ = try await store.accounts(haveRead: true) } == .groupNotFound)
            try await store.create(.sample(.club, type: .avChatRoom))
            #expect(try await refusal { _ = try await store.counts(1) } == .notPermitted)
            #expect(try await refusal { _ = try await store.accounts(haveRead: true) } == .notPermitted)
            try await store.destroyGroup(.club, in: .sample())
            try await store.createAsking()
            #expect(try await refusal { _ = try await store.accounts(haveRead: true, of: 2) } == .receiptNotFound)
        },
        ConformanceCase("receipts go with their message") { store in
            try await store.createAsking()
            let limits = MessageLimits.sample { $0.historyCount = 1 }
            #expect(try await store.counts(1, limits: limits) == [nil])
            _ = try await store.trimAll(limits: limits, at: now)
            #expect(try await store.counts(1) == [nil])
        },
        ConformanceCase("a group with too many members cannot ask for receipts") { store in
            try await store.create(.sample(.club, owner: .alice, members: [.bob, .carol]))
            let limits = MessageLimits.sample { $0.receiptMembers = 2 }
            let draft = MessageDraft.sample { $0.needsReadReceipt = true }
            #expect(
                try await refusal { _ = try await store.send(draft, limits: limits) } == .groupTooLargeForReceipts)
            #expect(try await store.profile(.club).nextMsgSeq == 1)
        },
    ]
}
