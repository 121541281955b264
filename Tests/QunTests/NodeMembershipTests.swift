import Apps
import Logging
import Storage
import Synchronization
import TestSupport
import Testing

@testable import qun

@Suite struct NodeMembershipTests {
    /// A store in which the other nodes are set by hand.
    private final class Board: NodeStore {
        struct Away: Error {}

        let others = Mutex<[[LimitDemand]]?>([])
        let told = Mutex<[[LimitDemand]]>([])
        let hasLeft = Mutex(false)

        func meetNodes(telling demands: [LimitDemand]) async throws(StoreError) -> [[LimitDemand]] {
            told.withLock { $0.append(demands) }
            guard let others = others.withLock(\.self) else {
                throw .unavailable(Away())
            }
            return others
        }

        func leaveNodes() async throws(StoreError) {
            hasLeft.withLock { $0 = true }
        }
    }

    /// A limit that is asked for ten times between two meetings.
    private final class Limit: SharedLimits {
        let shares = Mutex<[Double]>([])

        func takeDemands(over time: Duration) -> [LimitDemand] {
            [LimitDemand(name: "limit", perSecond: 10 / (time / .seconds(1)))]
        }

        func keep(to shares: LimitShares) {
            self.shares.withLock { $0.append(shares.share(of: 100, named: "limit")) }
        }
    }

    private let board = Board()
    private let limit = Limit()
    private let log = LogCapture()
    private let clock = HourGlass()

    private var membership: NodeMembership {
        NodeMembership(
            store: board, limits: [limit], logger: log.logger, uptime: { .seconds(5) }, clock: clock)
    }

    @Test func `a node tells its demands and takes its share, and says how many nodes there are`() async {
        var state = NodeMembership.State(since: .zero)
        await membership.meet(&state)
        #expect(board.told.withLock(\.self) == [[LimitDemand(name: "limit", perSecond: 2)]])
        board.others.withLock { $0 = [[LimitDemand(name: "limit", perSecond: 48)]] }
        state = NodeMembership.State(since: .zero)
        await membership.meet(&state)
        #expect(limit.shares.withLock(\.self) == [100, 28.5])
        #expect(log.lines.map(\.fields) == [["nodes": "2"]])
    }

    @Test func `while the store is away shares stay, and that is said once`() async {
        var state = NodeMembership.State(since: .zero)
        board.others.withLock { $0 = nil }
        await membership.meet(&state)
        await membership.meet(&state)
        #expect(limit.shares.withLock(\.self) == [])
        #expect(log.lines.count == 1)
        board.others.withLock { $0 = [] }
        await membership.meet(&state)
        #expect(log.lines.map(\.message).last == "nodes that share the store")
    }

    @Test func `nodes meet every two seconds, and one that stops says so`() async throws {
        let running = Task { [membership] in try await membership.run() }
        await clock.waitForSleeper()
        clock.turn()
        await clock.waitForSleeper()
        #expect(clock.wanted == [.seconds(2), .seconds(2)])
        #expect(board.told.withLock(\.count) == 2)
        running.cancel()
        try await running.value
        #expect(board.hasLeft.withLock(\.self) == true)
    }
}
