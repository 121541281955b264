import Presence
import Synchronization
import Testing
import Wire

/// What commands change on one node, and what becomes of it on another.
@Suite struct ToldPresenceTests {
    private let texts = Texts()
    private let here: Presence
    private let there = Presence()
    private let app = SDKAppID(1)

    /// What a node has told.
    private final class Texts: Sendable {
        let all = Mutex<[String]>([])
    }

    init() {
        here = Presence { [texts] told in texts.all.withLock { $0 += told.texts } }
    }

    /// Lets the other node learn what has been told.
    private func deliver() {
        for text in texts.all.withLock(\.self) {
            if let told = ToldPresence(text: text) {
                there.take(told)
            } else {
                Issue.record("\(text) is not understood")
            }
        }
        texts.all.withLock { $0.removeAll() }
    }

    private func page(_ presence: Presence, _ room: GroupID, with mark: Mark? = nil) -> RoomPage {
        presence.update(app, at: now) { $0.page(of: room, with: mark, before: .never) }
    }

    @Test func `marks, and those whom they keep in a room, are the same on both`() throws {
        let live = try group("live")
        let accounts = try (0..<200).map { try account("群 \"user\"\($0)") }
        let items = accounts.map { (account: $0, marks: marks(500, 1_001)) }
        try here.change(app, at: now, by: .marks(live, MarkChange(.set, items)))
        #expect(texts.all.withLock(\.self).allSatisfy { $0.utf8.count < 7_900 })
        deliver()
        #expect(page(there, live) == page(here, live))
        #expect(there.update(app, at: now) { $0.memberCount(of: live) } == 200)
        try here.change(app, at: now, by: .marks(live, MarkChange(.delete, [(accounts[0], marks(1_001))])))
        deliver()
        #expect(page(there, live, with: Mark(1_001)) == page(here, live, with: Mark(1_001)))
        here.forget([accounts[1]], in: app, at: now)
        deliver()
        #expect(there.update(app, at: now) { $0.memberCount(of: live) } == 199)
        here.forget(live, in: app, at: now)
        deliver()
        #expect(there.update(app, at: now) { $0.memberCount(of: live) } == 0)
    }

    @Test func `an account that is kicked at one node is logged out at the other`() throws {
        let alice = try account("alice")
        _ = there.connect(alice, on: .web, in: app, at: now)
        here.logOut(alice, in: app, at: now)
        deliver()
        #expect(there.update(app, at: now) { $0.status(of: alice) } == .offline)
    }

    @Test func `what is refused is not told, nor is what was told`() throws {
        let live = try group("live")
        let own = (Int64(1_000)..<1_011).compactMap { Mark($0) }
        let change = MarkChange(.set, [(try account("alice"), Set(own + [.online]))])
        #expect(refusal { try here.change(app, at: now, by: .marks(live, change)) } == .invalidParameter)
        here.take(ToldPresence(.groupGone(live), in: app, at: now))
        #expect(texts.all.withLock(\.self) == [])
    }

    @Test(arguments: ["", "{}", #"{"app":1,"at":2,"new":[]}"#, #"{"app":-1,"at":2,"kicked":"a"}"#, "[]"])
    func `what a later release tells is passed over`(text: String) {
        #expect(ToldPresence(text: text) == nil)
    }
}
