import Testing
import Wire

@testable import Presence

@Suite("Presence of accounts")
struct ConnectionTests {
    @Test func `an account is online as long as one of its terminals is`() throws {
        let presence = World()
        #expect(try presence.status(of: "alice") == .offline)
        let web = try presence.connect("alice", on: .web)
        let mac = try presence.connect("alice", on: .mac)
        #expect(try presence.platforms(of: "alice").map(\.platform) == [.web, .mac])
        presence.disconnect(web)
        #expect(try presence.status(of: "alice") == .online)
        #expect(presence.online == [try account("alice")])
        presence.disconnect(mac)
        presence.disconnect(mac)
        #expect(try presence.status(of: "alice") == .offline)
        #expect(try !presence.isOnline("alice"))
        #expect(presence.size == 0)
    }

    @Test(arguments: [
        (Platform.iPhone, LoginStatus.pushOnline), (.android, .pushOnline), (.iPad, .pushOnline), (.web, .offline),
        (.pc, .offline), (.mac, .offline),
    ])
    func `phones and tablets stay reachable by push for seven days`(platform: Platform, expected: LoginStatus) throws {
        let presence = World()
        let id = try presence.connect("alice", on: platform)
        presence.disconnect(id)
        presence.expire(at: later(7 * 86_400 - 1))
        #expect(try presence.status(of: "alice") == expected)
        #expect(try !presence.isOnline("alice"))
        presence.expire(at: later(7 * 86_400))
        #expect(try presence.status(of: "alice") == .offline)
        #expect(presence.size == 0)
    }

    @Test func `logging out ends reachability by push`() throws {
        let presence = World()
        presence.disconnect(try presence.connect("alice", on: .iPhone))
        presence.logOut(try presence.connect("alice", on: .iPhone))
        #expect(try presence.status(of: "alice") == .offline)
        #expect(presence.size == 0)
    }

    @Test func `a platform that is connected twice stays online when one connection breaks`() throws {
        let presence = World()
        let first = try presence.connect("alice", on: .android)
        _ = try presence.connect("alice", on: .android)
        presence.disconnect(first)
        #expect(try presence.platforms(of: "alice") == [PlatformStatus(platform: .android, status: .online)])
    }

    @Test func `terminals are told apart by platform`() throws {
        let presence = World()
        presence.disconnect(try presence.connect("alice", on: .iPhone))
        _ = try presence.connect("alice", on: .pc)
        #expect(
            try presence.platforms(of: "alice") == [
                PlatformStatus(platform: .iPhone, status: .pushOnline), PlatformStatus(platform: .pc, status: .online),
            ])
    }

    @Test func `a silent connection breaks when its time has run out, and push counts from there`() throws {
        let presence = World()
        let id = try presence.connect("alice", on: .iPhone)
        #expect(presence.heartbeat(id, at: later(100)))
        presence.expire(at: later(219))
        #expect(try presence.status(of: "alice") == .online)
        presence.expire(at: later(220))
        #expect(try presence.status(of: "alice") == .pushOnline)
        #expect(!presence.heartbeat(id, at: later(220)))
        presence.expire(at: later(220 + 7 * 86_400))
        #expect(try presence.status(of: "alice") == .offline)
    }

    @Test func `an account that is logged out everywhere keeps only the place that mark 500 gives it`() throws {
        let presence = World()
        presence.disconnect(try presence.connect("alice", on: .iPad))
        let id = try presence.enter("alice")
        try presence.set(marks(500), on: "alice")
        try presence.logOut("alice")
        #expect(try presence.status(of: "alice") == .offline)
        #expect(!presence.heartbeat(id))
        #expect(try presence.isInside("alice"))
        try presence.delete(marks(500), of: "alice")
        #expect(presence.size == 0)
    }

    @Test func `a deleted account is gone with its connections`() throws {
        let presence = World()
        presence.disconnect(try presence.connect("alice", on: .iPad))
        let id = try presence.enter("alice")
        try presence.set(marks(500, 1_000), on: "alice")
        try presence.delete("alice")
        #expect(try presence.status(of: "alice") == .offline)
        #expect(!presence.heartbeat(id, at: now))
        #expect(try !presence.enter(by: id))
        #expect(presence.size == 0)
    }

    @Test func `memory is bounded`() throws {
        var limits = PresenceLimits()
        limits.connections = 3
        limits.pushAccounts = 2
        limits.stays = 2
        limits.roomsPerConnection = 2
        let presence = World(limits: limits)
        for number in 0..<10 {
            let id = try presence.connect("u\(number)", on: .iPhone)
            presence.disconnect(id)
        }
        #expect(try (0..<10).filter { try presence.status(of: "u\($0)") == .pushOnline } == [0, 1])
        for number in 0..<3 {
            let id = try presence.connect("c\(number)", on: .web)
            let entered = try (0..<3).map { try presence.enter("g\($0)", by: id) }
            #expect(entered == [true, true, false])
        }
        #expect(try presence.isFull(for: "c3"))
        try presence.set(marks(500), on: "x", "y")
        #expect(refusal { try presence.set(marks(500), on: "z") } == .invalidParameter)
        #expect(try presence.set(marks(500), on: "x") == ["x"])
        #expect(try presence.delete(marks(500), of: "x") == ["x"])
        #expect(try presence.set(marks(500), on: "z") == ["z"])
    }
}
