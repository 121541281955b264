import Groups
import Storage
import Testing
import Wire

extension ConformanceCase {
    static let globalMutes = [
        ConformanceCase("an account is muted globally in one kind of chats or in both") { store in
            try await store.importAccounts(.alice, .bob)
            #expect(try await store.globalMute(of: .alice, in: app) == GlobalMute.none)
            #expect(try await store.muteGlobally(.alice, GlobalMuteChange(c2cUntil: later(5))))
            #expect(try await store.muteGlobally(.alice, GlobalMuteChange(groupUntil: .forever)))
            let both = GlobalMute(c2cUntil: later(5), groupUntil: .forever)
            #expect(try await store.globalMute(of: .alice, in: app) == both)
            #expect(try await store.muteGlobally(.alice, GlobalMuteChange(c2cUntil: .never, groupUntil: .never)))
            #expect(try await store.globalMute(of: .alice, in: app) == GlobalMute.none)
            #expect(try await store.globalMute(of: .bob, in: app) == GlobalMute.none)
        },
        ConformanceCase("a global mute that has ended is told as it was set") { store in
            try await store.importAccounts(.alice)
            #expect(try await store.muteGlobally(.alice, GlobalMuteChange(c2cUntil: now)))
            #expect(try await store.globalMute(of: .alice, in: app)?.c2cUntil == now)
        },
        ConformanceCase("an account that does not exist is not muted, or is created") { store in
            let change = GlobalMuteChange(c2cUntil: .forever)
            #expect(try await store.muteGlobally(.alice, change) == false)
            #expect(try await store.globalMute(of: .alice, in: app) == nil)
            #expect(try await store.existingAccounts(among: [.alice], in: app).isEmpty)
            let exists = try await store.changeGlobalMute(
                of: .alice, in: app, by: change, accounts: .importOnSight, at: now)
            #expect(exists)
            #expect(try await store.globalMute(of: .alice, in: app)?.c2cUntil == .forever)
        },
        ConformanceCase("global mutes are of one app, and go with the account") { store in
            try await store.importAccounts(.alice)
            try await store.importAccounts(.alice, in: otherApp)
            #expect(try await store.muteGlobally(.alice, GlobalMuteChange(c2cUntil: .forever)))
            #expect(try await store.globalMute(of: .alice, in: otherApp) == GlobalMute.none)
            _ = try await store.deleteAccounts([.alice], in: app, at: now)
            #expect(try await store.globalMute(of: .alice, in: app) == nil)
            try await store.importAccounts(.alice)
            #expect(try await store.globalMute(of: .alice, in: app) == GlobalMute.none)
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
            #expect(try await store.globalMute(of: .alice, in: app) == both)
        },
    ]

    static let kicks = [
        ConformanceCase("a kick keeps its moment, which does not move back a little") { store in
            try await store.importAccounts(.alice)
            #expect(try await store.kickTime(of: .alice, in: app) == .never)
            #expect(try await store.kick(.alice, in: app, accounts: .mustExist, at: later(5)))
            #expect(try await store.kick(.alice, in: app, accounts: .mustExist, at: now))
            try await store.importAccounts(.alice)
            #expect(try await store.kickTime(of: .alice, in: app) == later(5))
        },
        ConformanceCase("a kick by a clock that was set back counts") { store in
            try await store.importAccounts(.alice)
            #expect(try await store.kick(.alice, in: app, accounts: .mustExist, at: later(100_000)))
            #expect(try await store.kick(.alice, in: app, accounts: .mustExist, at: later(5)))
            #expect(try await store.kickTime(of: .alice, in: app) == later(5))
        },
        ConformanceCase("an account that does not exist is not kicked, or is created") { store in
            let isKicked = try await store.kick(.alice, in: app, accounts: .mustExist, at: now)
            #expect(!isKicked)
            #expect(try await store.kickTime(of: .alice, in: app) == nil)
            #expect(try await store.kick(.alice, in: app, accounts: .importOnSight, at: now))
            #expect(try await store.kickTime(of: .alice, in: app) == now)
        },
        ConformanceCase("kicks are of one app, and go with the account") { store in
            try await store.importAccounts(.alice)
            try await store.importAccounts(.alice, in: otherApp)
            #expect(try await store.kick(.alice, in: app, accounts: .mustExist, at: now))
            #expect(try await store.kickTime(of: .alice, in: otherApp) == .never)
            _ = try await store.deleteAccounts([.alice], in: app, at: now)
            try await store.importAccounts(.alice)
            #expect(try await store.kickTime(of: .alice, in: app) == .never)
        },
    ]
}

extension GroupStore {
    fileprivate func muteGlobally(_ account: Account, _ change: GlobalMuteChange) async throws -> Bool {
        try await changeGlobalMute(of: account, in: app, by: change, accounts: .mustExist, at: now)
    }
}
