import Apps
import Groups
import Storage
import Testing
import Wire

@testable import Commands

/// How many messages a group takes where several nodes take them.
@Suite struct SharedThrottleTests {
    private static let app = SDKAppID(1)
    private let group: GroupID
    private let nodes = (0..<2).map { _ in MessageThrottle() }

    init() throws {
        group = try #require(GroupID("club"))
    }

    /// How many of as many messages a node takes in a second.
    private func taken(_ messages: Int, by node: Int, in second: Int64, limit: Int = 40) -> Int {
        (0..<messages).count { _ in
            !nodes[node].drops(.normal, to: group, of: Self.app, limit: limit, at: UnixTime(seconds: second))
        }
    }

    /// Lets the nodes tell each other what they were asked for in a second, twice, as demands are told once others are known.
    private func meet(_ messages: [Int]) {
        for second: Int64 in [1_000, 2_000] {
            for (node, messages) in messages.enumerated() {
                _ = taken(messages, by: node, in: second)
            }
            let demands = nodes.map { $0.takeDemands(over: .seconds(1)) }
            for (node, throttle) in nodes.enumerated() {
                throttle.keep(to: LimitShares(own: demands[node], others: [demands[1 - node]]))
            }
        }
    }

    @Test func `nodes take as many messages together as one alone`() {
        #expect(taken(100, by: 0, in: 100) == 40)
        meet([100, 100])
        #expect(taken(100, by: 0, in: 3_000) == 20)
        #expect(taken(100, by: 1, in: 3_000) == 20)
    }

    @Test func `a node that all messages of a group go to takes nearly all`() {
        meet([100, 0])
        #expect(taken(100, by: 0, in: 3_000) == 38)
    }

    @Test func `a group that speaks for the first time has its share at once`() throws {
        for (node, throttle) in nodes.enumerated() {
            throttle.keep(to: LimitShares(own: [], others: [[]]))
            #expect(taken(100, by: node, in: 3_000) == 20)
        }
    }

    @Test func `a limit smaller than the number of nodes holds over several seconds`() {
        nodes[0].keep(to: LimitShares(own: [], others: [[], [], []]))
        let counts = (Int64(3_000)..<3_012).map { taken(5, by: 0, in: $0, limit: 1) }
        #expect(counts.reduce(0, +) == 3)
    }
}
