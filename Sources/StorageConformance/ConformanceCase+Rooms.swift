import Groups
import Storage
import Testing
import Wire

extension ConformanceCase {
    static let rooms = [
        ConformanceCase("administrators of a room are listed in the order of their appointment, with names") { store in
            try await store.importAccounts(
                [
                    AccountImport(account: .bob, nick: difficultText, faceURL: "b.png"),
                    AccountImport(account: .alice, nick: "Alice"), AccountImport(account: .carol),
                ],
                in: .sample())
            try await store.createRoom()
            try await store.appoint(.bob, .carol)
            try await store.appoint(.alice, .carol)
            #expect(
                try await store.roomAdmins(of: .club, in: .sample()) == [
                    NamedAccount(account: .bob, nickName: difficultText, avatar: "b.png"),
                    NamedAccount(account: .carol), NamedAccount(account: .alice, nickName: "Alice"),
                ])
            try await store.dismiss(.bob, .dave)
            try await store.appoint(.bob)
            #expect(try await store.roomAdmins(of: .club, in: .sample()).map(\.account) == [.carol, .alice, .bob])
        },
        ConformanceCase("a room's owner is not among its administrators") { store in
            try await store.createRoom(owner: .alice)
            try await store.importAccounts(.bob)
            try await store.appoint(.alice, .bob)
            #expect(try await store.roomAdmins(of: .club, in: .sample()).map(\.account) == [.bob])
        },
        ConformanceCase("appointing asks for the group, its type, the accounts and the number") { store in
            let appoint = { @Sendable (accounts: [Account]) in
                try await refusal {
                    try await store.changeRoomAdmins(of: .club, in: .sample(), by: .appoint(accounts))
                }
            }
            let list = { @Sendable in
                try await refusal { _ = try await store.roomAdmins(of: .club, in: .sample()) }
            }
            #expect(try await appoint([.alice]) == .groupNotFound)
            #expect(try await list() == .groupNotFound)
            try await store.create(.sample(.club))
            #expect(try await appoint([.alice]) == .notPermitted)
            #expect(try await list() == .notPermitted)
            try await store.destroyGroup(.club, in: .sample())
            try await store.createRoom()
            let six = Account.many(6)
            try await store.importAccounts(six.dropLast().map { AccountImport(account: $0) }, in: .sample())
            #expect(try await appoint(six) == .accountNotFound)
            try await store.importAccounts([AccountImport(account: six[5])], in: .sample())
            #expect(try await appoint(six) == .tooManyAccounts)
            #expect(try await store.roomAdmins(of: .club, in: .sample()).isEmpty)
        },
        ConformanceCase("appointing can import on sight, dismissing never does") { store in
            try await store.createRoom()
            try await store.changeRoomAdmins(of: .club, in: .sample(accounts: .importOnSight), by: .appoint([.alice]))
            try await store.changeRoomAdmins(
                of: .club, in: .sample(accounts: .importOnSight), by: .dismiss([.alice, .bob]))
            #expect(try await store.existingAccounts(among: [.alice, .bob], in: .sample()) == [.alice])
            #expect(try await store.roomAdmins(of: .club, in: .sample()).isEmpty)
        },
        ConformanceCase("of callers who appoint at once five win") { store in
            try await store.createRoom()
            let accounts = Account.many(20)
            try await store.importAccounts(accounts.map { AccountImport(account: $0) }, in: .sample())
            let codes = try await refusals(of: 20) { try await store.appoint(accounts[$0]) }
            #expect(codes == Array(repeating: .tooManyAccounts, count: 15))
            #expect(try await store.roomAdmins(of: .club, in: .sample()).count == 5)
        },
        ConformanceCase("administrators end with the group and with the account, and are apart by app") { store in
            try await store.createRoom()
            try await store.createRoom(in: otherApp)
            try await store.importAccounts(.alice, .bob)
            try await store.importAccounts(.alice, in: otherApp)
            try await store.appoint(.alice, .bob)
            #expect(try await store.roomAdmins(of: .club, in: .sample(otherApp)).isEmpty)
            try await store.appoint(.alice, in: otherApp)
            _ = try await store.deleteAccounts([.alice], in: .sample())
            #expect(try await store.roomAdmins(of: .club, in: .sample()).map(\.account) == [.bob])
            #expect(try await store.roomAdmins(of: .club, in: .sample(otherApp)).map(\.account) == [.alice])
            try await store.destroyGroup(.club, in: .sample())
            try await store.createRoom()
            #expect(try await store.roomAdmins(of: .club, in: .sample()).isEmpty)
            #expect(try await store.roomAdmins(of: .club, in: .sample(otherApp)).map(\.account) == [.alice])
        },
        ConformanceCase("names come in the order of the accounts, empty for those that have none") { store in
            try await store.importAccounts([AccountImport(account: .alice, nick: "Alice")], in: .sample())
            try await store.importAccounts([AccountImport(account: .bob, nick: "Bob")], in: .sample(otherApp))
            #expect(
                try await store.names(of: [.bob, .alice, .bob], in: .sample()) == [
                    NamedAccount(account: .bob), NamedAccount(account: .alice, nickName: "Alice"),
                    NamedAccount(account: .bob),
                ])
        },
        ConformanceCase("members among accounts are counted for each group, whichever are fewer") { store in
            try await store.create(.sample(.club, owner: .alice, members: Account.many(10)))
            try await store.create(.sample(.team, owner: .alice))
            try await store.create(.sample(.team, owner: .dave, members: [.bob]), in: otherApp)
            let few: Set<Account> = [.alice, .bob]
            let many = Set(Account.many(30)).union(few)
            let groups: [GroupID] = [.club, .none, .team, .club]
            #expect(try await store.memberCounts(of: groups, among: few, in: .sample()) == [.club: 1, .team: 1])
            #expect(try await store.memberCounts(of: groups, among: many, in: .sample()) == [.club: 11, .team: 1])
            #expect(try await store.memberCounts(of: groups, among: [.bob], in: .sample()) == [.club: 0, .team: 0])
            #expect(try await store.memberCounts(of: groups, among: few, in: .sample(otherApp)) == [.team: 1])
        },
    ]
}

extension GroupStore {
    /// Creates the AVChatRoom `club`.
    fileprivate func createRoom(owner: Account? = nil, in app: SDKAppID = app) async throws {
        try await create(.sample(.club, type: .avChatRoom, owner: owner), in: app)
    }

    fileprivate func appoint(_ accounts: Account..., in app: SDKAppID = app) async throws {
        try await changeRoomAdmins(of: .club, in: .sample(app), by: .appoint(accounts))
    }

    fileprivate func dismiss(_ accounts: Account...) async throws {
        try await changeRoomAdmins(of: .club, in: .sample(), by: .dismiss(accounts))
    }
}
