import Groups
import Storage
import Testing
import Wire

extension ConformanceCase {
    static let globalMutes = [
        ConformanceCase("an account is muted globally in one kind of chats or in both") { store in
            try await store.importAccounts(.alice, .bob)
            #expect(try await store.globalMute(of: .alice, in: .sample()) == GlobalMute.none)
            #expect(try await store.muteGlobally(.alice, GlobalMuteChange(c2cUntil: later(5))))
            #expect(try await store.muteGlobally(.alice, GlobalMuteChange(groupUntil: .forever)))
            let both = GlobalMute(c2cUntil: later(5), groupUntil: .forever)
            #expect(try await store.globalMute(of: .alice, in: .sample()) == both)
            #expect(try await store.muteGlobally(.alice, GlobalMuteChange(c2cUntil: .never, groupUntil: .never)))
            #expect(try await store.globalMute(of: .alice, in: .sample()) == GlobalMute.none)
            #expect(try await store.globalMute(of: .bob, in: .sample()) == GlobalMute.none)
        },
        ConformanceCase("a global mute that has ended is told as it was set") { store in
            try await store.importAccounts(.alice)
            #expect(try await store.muteGlobally(.alice, GlobalMuteChange(c2cUntil: now)))
            #expect(try await store.globalMute(of: .alice, in: .sample())?.c2cUntil == now)
        },
        ConformanceCase("an account that does not exist is not muted, or is created") { store in
            let change = GlobalMuteChange(c2cUntil: .forever)
            #expect(try await store.muteGlobally(.alice, change) == false)
            #expect(try await store.globalMute(of: .alice, in: .sample()) == nil)
            #expect(try await store.existingAccounts(among: [.alice], in: .sample()).isEmpty)
            let exists = try await store.changeGlobalMute(of: .alice, in: .sample(accounts: .importOnSight), by: change)
            #expect(exists)
            #expect(try await store.globalMute(of: .alice, in: .sample())?.c2cUntil == .forever)
        },
        ConformanceCase("global mutes are of one app, and go with the account") { store in
            try await store.importAccounts(.alice)
            try await store.importAccounts(.alice, in: otherApp)
            #expect(try await store.muteGlobally(.alice, GlobalMuteChange(c2cUntil: .forever)))
            #expect(try await store.globalMute(of: .alice, in: .sample(otherApp)) == GlobalMute.none)
            _ = try await store.deleteAccounts([.alice], in: .sample())
            #expect(try await store.globalMute(of: .alice, in: .sample()) == nil)
            try await store.importAccounts(.alice)
            #expect(try await store.globalMute(of: .alice, in: .sample()) == GlobalMute.none)
        },
        ConformanceCase("global mutes of both kinds set at once are both kept") { store in
            try await store.importAccounts(.alice)
            let codes = try await refusals(of: 20) { index in
                let isC2C = index.isMultiple(of: 2)
                _ = try await store.muteGlobally(
                    .alice, GlobalMuteChange(c2cUntil: isC2C ? later(1) : nil, groupUntil: isC2C ? nil : later(2)))
            }
            #expect(codes == [])
            let both = GlobalMute(c2cUntil: later(1), groupUntil: later(2))
            #expect(try await store.globalMute(of: .alice, in: .sample()) == both)
        },
    ]

    static let kicks = [
        ConformanceCase("a kick keeps its moment, which does not move back a little") { store in
            try await store.importAccounts(.alice)
            #expect(try await store.kickTime(of: .alice, in: .sample()) == .never)
            #expect(try await store.kick(.alice, in: .sample(at: later(5))))
            #expect(try await store.kick(.alice, in: .sample()))
            try await store.importAccounts(.alice)
            #expect(try await store.kickTime(of: .alice, in: .sample()) == later(5))
        },
        ConformanceCase("a kick by a clock that was set back counts") { store in
            try await store.importAccounts(.alice)
            #expect(try await store.kick(.alice, in: .sample(at: later(100_000))))
            #expect(try await store.kick(.alice, in: .sample(at: later(5))))
            #expect(try await store.kickTime(of: .alice, in: .sample()) == later(5))
        },
        ConformanceCase("an account that does not exist is not kicked, or is created") { store in
            let isKicked = try await store.kick(.alice, in: .sample())
            #expect(!isKicked)
            #expect(try await store.kickTime(of: .alice, in: .sample()) == nil)
            #expect(try await store.kick(.alice, in: .sample(accounts: .importOnSight)))
            #expect(try await store.kickTime(of: .alice, in: .sample()) == now)
        },
        ConformanceCase("kicks are of one app, and go with the account") { store in
            try await store.importAccounts(.alice)
            try await store.importAccounts(.alice, in: otherApp)
            #expect(try await store.kick(.alice, in: .sample()))
            #expect(try await store.kickTime(of: .alice, in: .sample(otherApp)) == .never)
            _ = try await store.deleteAccounts([.alice], in: .sample())
            try await store.importAccounts(.alice)
            #expect(try await store.kickTime(of: .alice, in: .sample()) == .never)
        },
    ]
}

extension GroupStore {
    fileprivate func muteGlobally(_ account: Account, _ change: GlobalMuteChange) async throws -> Bool {
        try await changeGlobalMute(of: account, in: .sample(), by: change)
    }
}
