import Presence
import Testing
import Wire

@Suite("Presence of all apps")
struct PresenceTests {
    @Test func `apps are apart, and many callers can drive one presence`() async throws {
        let presence = Presence()
        let apps = [SDKAppID(1), SDKAppID(2)]
        let live = try group("live")
        let accounts = try (0..<200).map { try account("u\($0)") }
        await withTaskGroup(of: Void.self) { tasks in
            for (number, account) in accounts.enumerated() {
                tasks.addTask {
                    let app = apps[number % 2]
                    let id = presence.connect(account, on: .web, in: app, at: now)
                    #expect(id.map { presence.enter(live, by: $0, in: app, at: now) } == true)
                }
            }
        }
        let counts = apps.map { app in presence.update(app, at: now) { $0.memberCount(of: live) } }
        #expect(counts == [100, 100])
        presence.forget(live, in: apps[0], at: now)
        presence.forget(accounts.prefix(10), in: apps[1], at: now)
        let after = apps.map { app in
            presence.update(app, at: now) { [$0.memberCount(of: live), $0.online.count] }
        }
        #expect(after == [[0, 100], [95, 95]])
    }

    @Test func `what has run out is not seen, and connections end as they are told`() throws {
        let presence = Presence()
        let app = SDKAppID(1)
        let live = try group("live")
        let alice = try account("alice")
        let first = try #require(presence.connect(alice, on: .web, in: app, at: now))
        #expect(presence.enter(live, by: first, in: app, at: now))
        #expect(presence.heartbeat(first, in: app, at: later(100)))
        #expect(!presence.heartbeat(first, in: app, at: later(220)))
        let second = try #require(presence.connect(alice, on: .web, in: app, at: later(220)))
        #expect(presence.enter(live, by: second, in: app, at: later(220)))
        presence.leave(live, by: second, in: app, at: later(220))
        #expect(presence.update(app, at: later(220)) { $0.memberCount(of: live) } == 0)
        presence.disconnect(second, in: app, at: later(220))
        let third = try #require(presence.connect(alice, on: .iPhone, in: app, at: later(220)))
        presence.logOut(third, in: app, at: later(220))
        _ = presence.connect(alice, on: .iPad, in: app, at: later(220))
        presence.logOut(alice, in: app, at: later(220))
        #expect(presence.update(app, at: later(220)) { $0.status(of: alice) } == .offline)
    }
}
