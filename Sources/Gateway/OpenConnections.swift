import NIOCore
import Synchronization

/// Knows the open connections, and keeps their number within its limits.
///
/// - Concurrency: safe for use from any thread.
final class OpenConnections: Sendable {
    /// Why a connection is not taken.
    enum Refusal: String, Error {
        case total = "too many connections"
        case address = "too many connections from one address"
        case shutdown = "the server is shutting down"
    }

    private struct State {
        var maximum: Int
        var maximumPerAddress: Int
        var channels: [ObjectIdentifier: any Channel] = [:]
        var countByAddress: [String: Int] = [:]
        var isShuttingDown = false
        var isAbandoned = false
        var waiters: [CheckedContinuation<Void, Never>] = []
    }

    private let metrics: GatewayMetrics
    private let state: Mutex<State>

    init(limits: GatewayLimits, metrics: GatewayMetrics) {
        state = Mutex(
            State(maximum: limits.maximumConnections, maximumPerAddress: limits.maximumConnectionsPerAddress))
        self.metrics = metrics
    }

    var count: Int {
        state.withLock { $0.channels.count }
    }

    /// Changes how many connections there may be; those that are open stay.
    func change(_ limits: GatewayLimits) {
        state.withLock { state in
            state.maximum = limits.maximumConnections
            state.maximumPerAddress = limits.maximumConnectionsPerAddress
        }
    }

    /// Takes a connection in, or says why not.
    func admit(_ channel: any Channel, from address: String) -> Refusal? {
        let (refusal, count) = state.withLock { state -> (Refusal?, Int) in
            let count = state.channels.count
            if state.isShuttingDown {
                return (.shutdown, count)
            }
            if count >= state.maximum {
                return (.total, count)
            }
            if state.countByAddress[address, default: 0] >= state.maximumPerAddress {
                return (.address, count)
            }
            state.channels[ObjectIdentifier(channel)] = channel
            state.countByAddress[address, default: 0] += 1
            return (nil, count + 1)
        }
        if refusal == nil {
            metrics.recordConnections(count)
        } else {
            metrics.recordRefusedConnection()
        }
        return refusal
    }

    /// Forgets a connection that has been taken in and is closed.
    func remove(_ channel: any Channel, from address: String) {
        let (waiters, count) = state.withLock { state -> ([CheckedContinuation<Void, Never>], Int) in
            state.channels[ObjectIdentifier(channel)] = nil
            let rest = state.countByAddress[address, default: 1] - 1
            state.countByAddress[address] = rest > 0 ? rest : nil
            guard state.channels.isEmpty else {
                return ([], state.channels.count)
            }
            defer { state.waiters = [] }
            return (state.waiters, 0)
        }
        metrics.recordConnections(count)
        waiters.forEach { $0.resume() }
    }

    // MARK: Shutdown

    /// Takes no more connections, and asks the open ones to close as soon as they have nothing in flight.
    func quiesce() {
        let channels = state.withLock { state in
            state.isShuttingDown = true
            return Array(state.channels.values)
        }
        for channel in channels {
            channel.pipeline.fireUserInboundEventTriggered(ChannelShouldQuiesceEvent())
        }
    }

    /// Returns when no connection is left, or when ``abandon()`` is called.
    func waitUntilEmpty() async {
        await withCheckedContinuation { continuation in
            let isOver = state.withLock { state in
                guard !state.channels.isEmpty, !state.isAbandoned else {
                    return true
                }
                state.waiters.append(continuation)
                return false
            }
            if isOver {
                continuation.resume()
            }
        }
    }

    /// Closes the connections that are left and lets nobody wait for them any longer.
    func abandon() {
        let (channels, waiters) = state.withLock { state in
            state.isAbandoned = true
            defer { state.waiters = [] }
            return (Array(state.channels.values), state.waiters)
        }
        for channel in channels {
            channel.close(promise: nil)
        }
        waiters.forEach { $0.resume() }
    }
}
