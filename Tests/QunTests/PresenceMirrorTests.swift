import Presence
import Storage
import Synchronization
import Testing
import Wire

@testable import qun

@Suite struct PresenceMirrorTests {
    /// A store that gives what one node tells to all others at once.
    private final class Hub: Sendable {
        let observers = Mutex<[any NodeMessageObserver]>([])
    }

    private final class Node: NodeStore {
        private let hub: Hub
        private let own = Mutex<(any NodeMessageObserver)?>(nil)

        init(_ hub: Hub) {
            self.hub = hub
        }

        func tellNodes(_ message: String) {
            let own = own.withLock(\.self)
            for observer in hub.observers.withLock(\.self) where observer !== own {
                observer.nodeTold(message)
            }
        }

        func observeNodeMessages(_ observer: any NodeMessageObserver) {
            own.withLock { $0 = observer }
            hub.observers.withLock { $0.append(observer) }
        }
    }

    @Test func `what a command changes at one node is seen at the other, once`() throws {
        let hub = Hub()
        let mirrors = (0..<2).map { _ in PresenceMirror(Node(hub)) }
        let app = SDKAppID(1)
        let now = UnixTime(seconds: 1_735_700_000)
        let live = try #require(GroupID("live"))
        let alice = try #require(Account("alice"))
        try mirrors[0].presence.change(app, at: now, by: .marks(live, MarkChange(.set, [(alice, [.online])])))
        for mirror in mirrors {
            #expect(mirror.presence.update(app, at: now) { $0.contains(alice, in: live) } == true)
        }
        mirrors[1].presence.forget([alice], in: app, at: now)
        #expect(mirrors[0].presence.update(app, at: now) { $0.contains(alice, in: live) } == false)
    }

    @Test func `what is told of other things is passed over`() {
        let mirror = PresenceMirror(Node(Hub()))
        mirror.nodeTold("something {}")
        mirror.nodeTold("presence ")
        mirror.nodeTold(#"presence {"app":1,"at":2}"#)
    }
}
