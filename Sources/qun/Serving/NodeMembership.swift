import Apps
import Logging
import ServiceLifecycle
import Storage

/// Keeps a node known to the others that share its store, and shares the limits out among them.
///
/// Every node does so every few seconds: it tells what it is asked for, learns how many others live and what they are asked
/// for, and takes its share of each limit. While the store cannot be asked the shares stay as they are.
struct NodeMembership: ServiceLifecycle.Service {
    let store: any NodeStore
    let limits: [any SharedLimits]
    let logger: Logger
    /// A clock that never goes back.
    let uptime: @Sendable () -> Duration
    let clock: any Clock<Duration>

    func run() async throws {
        await cancelWhenGracefulShutdown {
            var state = State(since: uptime())
            repeat {
                await meet(&state)
                // ends early only when the server stops
                try? await clock.sleep(for: NodeLife.interval)
            } while !Task.isCancelled
        }
        // who has gone is not waited for
        _ = try? await store.leaveNodes()
    }

    /// What is kept from one meeting to the next.
    struct State {
        fileprivate var since: Duration
        fileprivate var nodeCount = 1
        fileprivate var isMet = true

        /// - Parameter since: when demands began to be counted.
        init(since: Duration) {
            self.since = since
        }
    }

    /// Meets the other nodes once.
    func meet(_ state: inout State) async {
        let now = uptime()
        let time = now - state.since
        state.since = now
        let demands = limits.flatMap { $0.takeDemands(over: time) }
        do {
            let shares = LimitShares(own: demands, others: try await store.meetNodes(telling: demands))
            for limits in limits {
                limits.keep(to: shares)
            }
            note(shares, &state)
        } catch {
            if state.isMet {
                logger.warning(
                    "the other nodes cannot be met; this node keeps its shares of limits",
                    metadata: ["error": "\(error)"])
            }
            state.isMet = false
        }
    }

    private func note(_ shares: LimitShares, _ state: inout State) {
        if shares.nodeCount != state.nodeCount || !state.isMet {
            logger.info("nodes that share the store", metadata: ["nodes": .stringConvertible(shares.nodeCount)])
        }
        state.nodeCount = shares.nodeCount
        state.isMet = true
    }
}

extension NodeMembership: CustomStringConvertible {
    /// The service's name in the log.
    var description: String { "node membership" }
}
