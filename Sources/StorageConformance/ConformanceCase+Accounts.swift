import Groups
import Storage
import Testing
import Wire

extension ConformanceCase {
    static let accounts = [
        ConformanceCase("imported accounts exist and others do not") { store in
            try await store.importAccounts(.alice, .bob)
            let existing = try await store.existingAccounts(among: [.bob, .carol, .alice], in: .sample())
            #expect(existing == [.alice, .bob])
        },
        ConformanceCase("an account may stand twice in every list of accounts") { store in
            try await store.importAccounts(.alice, .alice)
            let existing = try await store.existingAccounts(among: [.alice, .alice], in: .sample())
            #expect(existing == [.alice])
        },
        ConformanceCase("an account may be imported again, with texts or without") { store in
            try await store.importAccounts(.alice)
            let named = AccountImport(account: .alice, nick: difficultText, faceURL: "")
            try await store.importAccounts([named], in: .sample(at: later(1)))
            try await store.importAccounts(.alice)
            let existing = try await store.existingAccounts(among: [.alice], in: .sample())
            #expect(existing == [.alice])
        },
        ConformanceCase("accounts that differ in case are two") { store in
            try await store.importAccounts(.alice)
            let existing = try await store.existingAccounts(among: [.sample("Alice")], in: .sample())
            #expect(existing.isEmpty)
        },
        ConformanceCase("accounts are listed by the bytes of their names, from a name on") { store in
            let names = ["a", "Z", "ab", "a b", "é", "群", "b"]
            try await store.importAccounts(names.map { AccountImport(account: .sample($0)) }, in: .sample())
            try await store.importAccounts([AccountImport(account: .sample("aa"))], in: .sample(otherApp))
            let sorted = names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
            #expect(try await store.accounts(from: "", limit: 100, in: .sample()).map(\.text) == sorted)
            #expect(try await store.accounts(from: "ab", limit: 2, in: .sample()).map(\.text) == ["ab", "b"])
            #expect(try await store.accounts(from: "aa", limit: 1, in: .sample()).map(\.text) == ["ab"])
            #expect(try await store.accounts(from: "龙", limit: 1, in: .sample()).isEmpty)
        },
        ConformanceCase("empty lists of accounts are answered") { store in
            try await store.importAccounts([], in: .sample())
            let existing = try await store.existingAccounts(among: [], in: .sample())
            #expect(existing.isEmpty)
            let deleted = try await store.deleteAccounts([], in: .sample())
            #expect(deleted.isEmpty)
        },
    ]

    static let accountDeletion = [
        ConformanceCase("deleting accounts answers with those that existed") { store in
            try await store.importAccounts(.alice, .bob)
            let deleted = try await store.deleteAccounts([.bob, .carol, .bob], in: .sample())
            #expect(deleted == [.bob])
            let existing = try await store.existingAccounts(among: [.alice, .bob], in: .sample())
            #expect(existing == [.alice])
        },
        ConformanceCase("a deleted account is a member nowhere, and its groups record a change") { store in
            try await store.create(.sample(.club, owner: .alice, members: [.bob, .carol]))
            try await store.create(.sample(.team, owner: .alice))
            let team = try await store.profile(.team)
            _ = try await store.deleteAccounts([.bob], in: .sample(at: later(10)))
            let members = try await store.members(of: .club)
            #expect(members.map(\.account) == [.alice, .carol])
            let club = try await store.profile(.club)
            #expect(club.memberNum == 2)
            #expect(club.infoSeq == 1)
            #expect(club.lastInfoTime == later(10))
            #expect(try await store.profile(.team) == team)
        },
        ConformanceCase("a group that loses several members at once records one change") { store in
            try await store.create(.sample(.club, owner: .alice, members: [.bob, .carol]))
            _ = try await store.deleteAccounts([.alice, .bob, .dave], in: .sample(at: later(10)))
            let club = try await store.profile(.club)
            #expect(club.memberNum == 1)
            #expect(club.infoSeq == 1)
            #expect(club.owner == nil)
            #expect(try await store.members(of: .club).map(\.account) == [.carol])
        },
        ConformanceCase("a group without members loses its owner too, and records a change") { store in
            try await store.create(.sample(.club, type: .avChatRoom, owner: .alice))
            _ = try await store.deleteAccounts([.alice], in: .sample(at: later(10)))
            let club = try await store.profile(.club)
            #expect(club.owner == nil)
            #expect(club.infoSeq == 1)
            #expect(club.lastInfoTime == later(10))
        },
        ConformanceCase("a group whose last member is deleted stays") { store in
            try await store.create(.sample(.club, owner: .alice))
            _ = try await store.deleteAccounts([.alice], in: .sample())
            #expect(try await store.profile(.club).memberNum == 0)
            #expect(try await store.members(of: .club).isEmpty)
        },
        ConformanceCase("a deleted account's mutes are gone") { store in
            try await store.create(.sample(.club, owner: .alice, members: [.bob]))
            try await store.mute(.bob, in: .club, until: later(100))
            _ = try await store.deleteAccounts([.bob], in: .sample())
            try await store.add(.bob, to: .club)
            #expect(try await store.member(.bob, of: .club).muteUntil == .never)
        },
        ConformanceCase("an account imported again after its deletion is a member nowhere") { store in
            try await store.create(.sample(.club, owner: .alice, members: [.bob]))
            _ = try await store.deleteAccounts([.bob], in: .sample())
            try await store.importAccounts(.bob)
            #expect(try await store.members(of: .club).map(\.account) == [.alice])
        },
        ConformanceCase("an account is deleted out of many groups") { store in
            let ids = (0..<300).map { GroupID.sample("group\($0)") }
            for id in ids {
                try await store.create(.sample(id, owner: .alice, members: [.bob]))
            }
            _ = try await store.deleteAccounts([.bob], in: .sample())
            let seen = try await store.readGroups(ids, members: true, in: .sample(), visitor: RecordingVisitor())
            #expect(seen.profiles.count == 300)
            #expect(seen.profiles.allSatisfy { $0.memberNum == 1 && $0.infoSeq == 1 })
            #expect(seen.members.allSatisfy { $0.account == .alice })
        },
    ]
}
