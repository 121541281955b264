import Apps
import Commands
import Storage
import Synchronization
import Testing
import Wire

@testable import Gateway

/// The rates of calls where several nodes share an app.
@Suite struct SharedRateTests {
    /// A clock that stands where it was set.
    private final class Uptime: Sendable {
        let value = Mutex(Duration.zero)
    }

    private static let command = CommandName(service: .groupOpen, command: "create_group")
    private let app: AppSettings
    private let nodes: [CallLimiter]
    private let uptime: Uptime

    init() {
        var app = AppSettings(sdkAppID: SDKAppID(1), secretKey: nil, admins: [])
        app.rates.standard = 100
        let uptime = Uptime()
        let directory = AppDirectory([app])
        self.app = app
        self.uptime = uptime
        nodes = (0..<2).map { _ in
            CallLimiter(
                apps: directory, commands: [KnownCommand(name: Self.command, acceptsEmptyBody: false)],
                uptime: { uptime.value.withLock(\.self) })
        }
    }

    /// How many of as many calls a node lets through at a moment.
    private func admitted(_ calls: Int, by node: Int, at second: Int) -> Int {
        uptime.value.withLock { $0 = .seconds(second) }
        return (0..<calls).count { _ in (try? nodes[node].count(Self.command, of: app)) != nil }
    }

    /// Lets the nodes tell each other what they were asked for in a second, twice, as demands are told once others are known.
    private func meet(_ calls: [Int]) {
        for second in [1_000, 2_000] {
            for (node, calls) in calls.enumerated() {
                _ = admitted(calls, by: node, at: second)
            }
            let demands = nodes.map { $0.takeDemands(over: .seconds(1)) }
            for (node, limiter) in nodes.enumerated() {
                limiter.keep(to: LimitShares(own: demands[node], others: [demands[1 - node]]))
            }
        }
    }

    @Test func `a node alone lets the whole rate through`() {
        #expect(admitted(300, by: 0, at: 1) == 100)
    }

    @Test func `two nodes let the rate through together`() {
        meet([500, 500])
        #expect(admitted(300, by: 0, at: 3_000) == 50)
        #expect(admitted(300, by: 1, at: 3_000) == 50)
    }

    @Test func `a node that all calls go to lets nearly the whole rate through`() {
        meet([500, 0])
        #expect(admitted(300, by: 0, at: 3_000) == 95)
        #expect(admitted(300, by: 1, at: 3_000) == 5)
    }

    @Test func `a node that is alone again has all`() {
        meet([500, 500])
        nodes[0].keep(to: .alone)
        #expect(admitted(300, by: 0, at: 3_000) == 100)
    }

    @Test func `a share below one lets a call through once in several seconds`() {
        let bucket = TokenBucket(rate: 1)
        bucket.change(rate: 0.25)
        let taken = (0..<9).map { second in (0..<3).count { _ in bucket.take(uptime: .seconds(second)) } }
        #expect(taken == [1, 0, 0, 0, 1, 0, 0, 0, 1])
    }
}
